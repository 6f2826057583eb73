# Changes of level for SeriesChangeTests. R 4.2.2 (stats, datasets), boot (coal), strucchange 1.5-3, jsonlite 1.8.4.
# Rscript Tests/SurveillanceTests/Reference/series_change.R > Tests/SurveillanceTests/Fixtures/series/change.json
# Positions and likelihood ratios by fitting a glm for every position: an independent, slow way.
suppressMessages(library(strucchange))
library(jsonlite)
data(coal, package = "boot")
disasters <- tabulate(floor(coal$date) - 1850, nbins = 112)
set.seed(12)
t <- 1:96
seasonal <- rpois(96, 20 * exp(0.4 * cos(2 * pi * t / 12)) * ifelse(t > 58, 1.5, 1))
three <- rpois(120, rep(c(20, 32, 14), c(45, 35, 40)))
scan <- function(y, fewest, season) {
  month <- factor((seq_along(y) - 1) %% 12)
  positions <- fewest:(length(y) - fewest)
  null <- if (season) glm(y ~ month, poisson) else glm(y ~ 1, poisson)
  gains <- sapply(positions, function(k) {
    step <- as.numeric(seq_along(y) > k)
    fit <- if (season) glm(y ~ month + step, poisson) else glm(y ~ step, poisson)
    (null$deviance - fit$deviance) / 2
  })
  k <- positions[which.max(gains)]
  step <- as.numeric(seq_along(y) > k)
  fit <- if (season) glm(y ~ month + step, poisson) else glm(y ~ step, poisson)
  list(y = y, position = k, gain = max(gains), ratio = exp(coef(fit)[["step"]]),
    dispersion = sum(residuals(fit, "pearson")^2) / fit$df.residual)
}
segment <- function(y, from, fewest, left) {
  if (left == 0 || length(y) < 2 * fewest) return(integer(0))
  found <- scan(y, fewest, FALSE)
  if (found$gain < 6) return(integer(0))
  k <- found$position
  c(segment(y[1:k], from, fewest, left - 1), from + k, segment(y[-(1:k)], from + k, fewest, left - 1))
}
breaks <- breakpoints(three ~ 1, h = 12)$breakpoints
cat(toJSON(list(coal = scan(disasters, 6, FALSE), seasonal = scan(seasonal, 6, TRUE), three = three,
  segments = segment(three, 0, 6, 5), strucchange = breaks, nile = as.numeric(Nile)), digits = 15, auto_unbox = TRUE))
