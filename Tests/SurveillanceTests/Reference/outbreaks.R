# Outbreak detection beside R's surveillance.
#
#   Rscript outbreaks.R ../Fixtures/outbreaks
#
# Made with R 4.2.2, surveillance 1.20.3, spc 0.6.7, jsonlite 1.8.4. Writes farrington.json (real and simulated series
# under many settings), ears.json and cusum.json. Figures of R that are missing are null.
suppressMessages({library(surveillance); library(jsonlite)})
folder <- commandArgs(TRUE)[1]
save <- function(name, value) {
  write(toJSON(value, digits = NA, auto_unbox = TRUE, null = "null", na = "null"), file.path(folder, name))
}
bare <- function(x) I(ifelse(is.finite(x), x, NA))

flexible <- function(sts, control) {
  done <- suppressWarnings(farringtonFlexible(sts, control = modifyList(control, list(glmWarnings = FALSE))))
  lapply(seq_len(ncol(sts)), function(j) list(
    expected = bare(done@control$expected[, j]), upper = bare(done@upperbound[, j]),
    score = bare(done@control$score[, j]), p = bare(done@control$pvalue[, j]),
    alarm = I(as.integer(done@alarm[, j])), trend = bare(done@control$trendVector[, j]),
    dispersion = bare(done@control$phiVector[, j])))
}
original <- function(counts, freq, range, control, days = NULL) {
  disprog <- create.disProg(week = if (is.null(days)) seq_along(counts) else days, observed = counts,
                            state = 0 * counts, freq = freq, start = c(2000, 1), epochAsDate = !is.null(days))
  done <- suppressWarnings(algo.farrington(disprog, control = modifyList(list(range = range), control)))
  list(upper = bare(c(done$upperbound)), alarm = I(as.integer(done$alarm)), trend = I(as.integer(done$trend)),
       p = bare(1 - done$control$pd[, 1]))
}
case <- function(name, sts, range, controls, old = NULL) {
  dated <- sts@epochAsDate
  list(name = name, freq = sts@freq, days = if (dated) I(as.numeric(sts@epoch)) else NULL, range = range,
       counts = lapply(seq_len(ncol(sts)), function(j) as.vector(observed(sts)[, j])),
       population = lapply(seq_len(ncol(sts)), function(j) as.vector(population(sts)[, j])),
       flexible = lapply(controls, function(control) list(
         control = control, results = flexible(sts, modifyList(control, list(range = range))))),
       original = lapply(old, function(control) list(control = control, results = lapply(seq_len(ncol(sts)),
         function(j) original(as.vector(observed(sts)[, j]), sts@freq, range, control,
                              if (dated) as.numeric(sts@epoch) else NULL)))))
}
noufaily <- list(b = 5, w = 3, noPeriods = 10, weightsThreshold = 2.58, pastWeeksNotIncluded = 26,
                 pThresholdTrend = 1, alpha = 0.05, thresholdMethod = "delta", reweight = TRUE, trend = TRUE,
                 powertrans = "2/3", limit54 = c(5, 4), populationOffset = FALSE)
with <- function(...) modifyList(noufaily, list(...))
many <- list(noufaily, with(thresholdMethod = "nbPlugin", alpha = 0.01), with(thresholdMethod = "muan"),
  with(noPeriods = 1, pastWeeksNotIncluded = 3, pThresholdTrend = 0.05), with(reweight = FALSE, b = 4),
  with(trend = FALSE, powertrans = "1/2", alpha = 0.005), with(powertrans = "none", b = 3, w = 2),
  with(b = 2, noPeriods = 5, limit54 = c(0, 4)))
few <- many[1:3]
set.seed(7)

# Weekly, numbered and dated; 2004, 2009 and 2015 have 53 ISO weeks.
data(salmonella.agona); agona <- disProg2sts(salmonella.agona)
data(salmNewport); newport <- aggregate(salmNewport, by = "unit")
cases <- list(case("salmonella.agona", agona, 285:312, many, list(list(), list(alpha = 0.01, b = 3), list(reweight = FALSE, b = 4, powertrans = "none"))),
              case("salmNewport", newport, 470:528, many, list(list(), list(b = 4, w = 2, powertrans = "1/2"))))
data(momo); some <- momo[, c(1, 4, 7)]
some@observed[] <- as.integer(observed(some))
cases[[3]] <- case("momo", some, 690:712, c(few, list(with(populationOffset = TRUE, b = 4))))

simulate <- function(n, freq, mean, size, trend = 0, season = 0.4, burst = FALSE) {
  time <- seq_len(n)
  mu <- mean * exp(trend * time / freq + season * cos(2 * pi * time / freq))
  y <- rnbinom(n, mu = mu, size = size)
  if (burst) y <- y + rpois(n, 4 * mean + 6) * (time %% round(freq * 1.7) %in% 0:3) + rpois(n, 5 * mean) * (time > n - 3)
  y
}
world <- function(columns, n, freq, epoch = NULL) {
  y <- sapply(seq_len(columns), function(i) simulate(n, freq, exp(runif(1, -2.5, 5)), runif(1, 0.7, 20),
                                                     runif(1, -0.3, 0.3), runif(1, 0, 0.8), i %% 3 == 0))
  if (is.null(epoch)) sts(y, frequency = freq) else sts(y, epoch = epoch, epochAsDate = TRUE, frequency = freq)
}
mondays <- seq(as.Date("2006-01-02"), by = "week", length.out = 522)
cases[[4]] <- case("weekly", world(200, 522, 52, mondays), 521:522, few, list(list()))
cases[[5]] <- case("weekly, numbered", world(80, 520, 52), 519:520, many[c(1, 4, 8)], list(list()))
firsts <- seq(as.Date("2008-01-01"), by = "month", length.out = 120)
monthly <- list(with(w = 1, noPeriods = 10, pastWeeksNotIncluded = 6), with(w = 1, noPeriods = 4, pastWeeksNotIncluded = 2),
  with(w = 3, noPeriods = 10, pastWeeksNotIncluded = 3, b = 4), with(w = 2, noPeriods = 1, pastWeeksNotIncluded = 3, thresholdMethod = "nbPlugin"))
cases[[6]] <- case("monthly", world(60, 120, 12, firsts), 117:120, monthly, list(list(w = 1), list(w = 2, b = 4)))
days <- seq(as.Date("2016-01-01"), by = "day", length.out = 1900)
cases[[7]] <- case("daily", world(8, 1900, 365, days), 1898:1900,
  list(with(b = 4, w = 7, pastWeeksNotIncluded = 30), with(b = 3, w = 3, noPeriods = 1, thresholdMethod = "muan", pastWeeksNotIncluded = 7)),
  list(list(b = 4, w = 3)))
save("farrington.json", cases)
