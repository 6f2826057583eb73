# Kernel density on a raster, as R's spatstat does it.
# Rscript density.R FILE.csv OUT SIDE CELLS SIGMA
suppressMessages({library(spatstat.geom); library(spatstat.explore)})
given <- commandArgs(trailingOnly = TRUE)
points <- read.csv(given[1])
side <- as.numeric(given[3])
cells <- as.integer(given[4])
began <- proc.time()[["elapsed"]]
pattern <- ppp(points$x, points$y, window = owin(c(0, side), c(0, side)), check = FALSE)
map <- density(pattern, sigma = as.numeric(given[5]), dimyx = c(cells, cells), edge = TRUE)
cat(sprintf("{\"engine_seconds\": %.6f, \"largest\": %.8g}\n", proc.time()[["elapsed"]] - began, max(map$v) * 1e6))
