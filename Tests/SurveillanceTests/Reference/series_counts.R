# Count regression, naive forecasts and scores for SeriesCountTests and SeriesScoreTests.
# R 4.2.2 (stats), MASS 7.3-58.2, forecast 8.20, jsonlite 1.8.4.
# Rscript Tests/SurveillanceTests/Reference/series_counts.R > Tests/SurveillanceTests/Fixtures/series/counts.json
suppressMessages({library(MASS); library(forecast)})
library(jsonlite)
set.seed(31)
n <- 84
h <- 12
t <- 0:(n + h - 1)
month <- t %% 12
mu <- exp(3.2 + 0.004 * t + 0.35 * cos(2 * pi * (month - 6) / 12))
plain <- rpois(n, mu[1:n])
wide <- rnbinom(n, mu = mu[1:n], size = 8)
people <- round(20000 * 1.002^t)
waves <- function(k) do.call(cbind, lapply(1:k, function(i) {
  turn <- 2 * pi * i * month / 12
  if (2 * i == 12) cbind(cos(turn)) else cbind(sin(turn), cos(turn))
}))
frame <- function(y) {
  d <- data.frame(y = c(y, rep(NA, h)), t = t, f = factor(month), people = people)
  d$w <- waves(2)
  d
}
quantiles <- function(fit, d, draw, draws = 200000) {
  x <- model.matrix(delete.response(terms(fit)), d[n + 1:h, ])
  offset <- if (is.null(attr(terms(fit), "offset"))) 0 else log(d$people[n + 1:h])
  b <- mvrnorm(draws, coef(fit), vcov(fit))
  eta <- b %*% t(x) + matrix(offset, draws, h, byrow = TRUE)
  y <- matrix(draw(exp(eta)), draws, h)
  list(lower = apply(y, 2, quantile, 0.025, type = 8), upper = apply(y, 2, quantile, 0.975, type = 8),
    mean = as.numeric(exp(x %*% coef(fit) + offset)))
}
one <- function(name, y, fit, draw, theta = NULL) {
  d <- frame(y)
  sum <- summary(fit)
  c(list(name = name, y = y, coefficients = as.numeric(coef(fit)), errors = as.numeric(sum$coefficients[, 2]),
    dispersion = sum((y - fitted(fit))^2 / fitted(fit)) / fit$df.residual, theta = if (is.null(theta)) 0 else theta),
    quantiles(fit, d, draw))
}
d <- frame(plain)
poisson <- glm(y ~ t + f, poisson, d[1:n, ])
d2 <- frame(wide)
quasi <- glm(y ~ t + w, quasipoisson, d2[1:n, ])
phi <- summary(quasi)$dispersion
nb <- glm.nb(y ~ t + f + offset(log(people)), d2[1:n, ])
cases <- list(
  one("poisson factors", plain, poisson, function(m) rpois(length(m), m)),
  one("quasi waves", wide, quasi, function(m) rnbinom(length(m), mu = m, size = m / (phi - 1))),
  one("negative binomial per head", wide, nb, function(m) rnbinom(length(m), mu = m, size = nb$theta), nb$theta))
series <- ts(plain, frequency = 12)
naive <- lapply(list(naive(series, h = 15), snaive(series, h = 15)), function(f)
  list(mean = as.numeric(f$mean), lower = as.matrix(f$lower), upper = as.matrix(f$upper)))
losses <- list(first = abs(rnorm(30)), second = abs(rnorm(30, 0.4)))
dm <- function(h) {
  test <- dm.test(losses$first, losses$second, h = h, power = 1)
  c(test$statistic[[1]], test$p.value)
}
train <- window(series, end = c(5, 12))
mase <- accuracy(snaive(train, h = 12), window(series, start = c(6, 1), end = c(6, 12)))["Test set", c("MAE", "MASE")]
cat(toJSON(list(people = people, cases = cases, naive = naive, losses = losses, dm1 = dm(1), dm3 = dm(3),
  accuracy = as.numeric(mase)), digits = 15, auto_unbox = TRUE))
