# Farrington flexible over the newest periods of many series, as R's surveillance does it.
# Rscript farrington.R FILE.csv OUT.csv LAST
suppressMessages(library(surveillance))
given <- commandArgs(trailingOnly = TRUE)
rows <- read.csv(given[1])
last <- as.integer(given[3])
wide <- reshape(rows, idvar = "period", timevar = "series", direction = "wide")
counts <- as.matrix(wide[order(wide$period), -1])
began <- proc.time()[["elapsed"]]
series <- sts(observed = counts, frequency = 52, start = c(1, 1))
tested <- (nrow(counts) - last + 1):nrow(counts)
control <- list(
  range = tested, b = 5, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, reweight = TRUE,
  weightsThreshold = 2.58, alpha = 0.01, thresholdMethod = "nbPlugin", pThresholdTrend = 1, limit54 = c(5, 4))
found <- suppressWarnings(farringtonFlexible(series, control))
cat(sprintf("{\"engine_seconds\": %.6f, \"alarms\": %d}\n", proc.time()[["elapsed"]] - began, sum(alarms(found), na.rm = TRUE)))
