# Interrupted time series for SeriesInterruptedTests. R 4.2.2 (stats, datasets), MASS 7.3-58.2, sandwich 3.0-2,
# lmtest 0.9-40, jsonlite 1.8.4.
# Rscript Tests/SurveillanceTests/Reference/series_interrupted.R > Tests/SurveillanceTests/Fixtures/series/interrupted.json
suppressMessages({library(MASS); library(sandwich); library(lmtest)})
library(jsonlite)
belts <- as.data.frame(Seatbelts)
n <- nrow(belts)
change <- 169  # February 1983, counted from 0; January 1969 is 0
t <- 0:(n - 1)
month <- factor(t %% 12)
frame <- function(y, left = 0) data.frame(
  y = y, t = t, month = month, level = as.numeric(t >= change), slope = pmax(0, t - change - left) * (t >= change),
  kms = belts$kms, keep = !(t >= change & t < change + left))
describe <- function(name, fit, d, vcov, lag, log = TRUE) {
  b <- coef(fit)
  k <- length(b)
  after <- which(d$level == 1)
  x1 <- model.matrix(fit)[after, ]
  x0 <- x1
  x0[, c("level", "slope")] <- 0
  offset <- if (is.null(fit$offset)) 0 else fit$offset[after]
  m1 <- if (log) as.numeric(exp(x1 %*% b + offset)) else as.numeric(x1 %*% b)
  m0 <- if (log) as.numeric(exp(x0 %*% b + offset)) else as.numeric(x0 %*% b)
  g <- if (log) colSums(x0 * m0) - colSums(x1 * m1) else colSums(x0 - x1)
  r <- if (log) colSums(x1 * m1) / sum(m1) - colSums(x0 * m0) / sum(m0) else colSums(x1 - x0) / length(after)
  e <- residuals(fit, "deviance")
  list(name = name, y = d$y, coefficients = as.numeric(b[c("t", "level", "slope")]),
    errors = sqrt(diag(vcov))[c("t", "level", "slope")], lag = lag, df = fit$df.residual,
    averted = sum(m0) - sum(m1), avertedError = sqrt(as.numeric(t(g) %*% vcov %*% g)),
    overall = if (log) log(sum(m1) / sum(m0)) else (sum(m1) - sum(m0)) / length(after),
    overallError = sqrt(as.numeric(t(r) %*% vcov %*% r)), expected = m0,
    durbinWatson = sum(diff(e)^2) / sum(e^2), ljungBox = Box.test(e, lag = 24, type = "Ljung")$statistic[[1]],
    ljungBoxChance = Box.test(e, lag = 24, type = "Ljung")$p.value)
}
automatic <- function(fit) floor(bwNeweyWest(fit, prewhite = 0))
nw <- function(fit, lag) NeweyWest(fit, lag = lag, prewhite = FALSE, adjust = TRUE)
d <- frame(belts$drivers)
quasi <- glm(y ~ t + month + level + slope, quasipoisson, d)
d3 <- subset(frame(belts$drivers, 3), keep)
left <- glm(y ~ t + month + level + slope, quasipoisson, d3)
nb <- glm.nb(y ~ t + month + level + slope + offset(log(kms)), d)
waves <- frame(belts$VanKilled)
turn <- 2 * pi * waves$t / 12
waves$s1 <- sin(turn); waves$c1 <- cos(turn); waves$s2 <- sin(2 * turn); waves$c2 <- cos(2 * turn)
van <- glm(y ~ t + s1 + c1 + s2 + c2 + level + slope, quasipoisson, waves)
line <- frame(log(belts$drivers))
gauss <- glm(y ~ t + month + level + slope, gaussian, line)
thumb <- floor(4 * (n / 100)^(2 / 9))
single <- list(
  describe("quasi automatic", quasi, d, nw(quasi, automatic(quasi)), automatic(quasi)),
  describe("quasi model", quasi, d, vcov(quasi), -1),
  describe("quasi left out", left, d3, nw(left, 6), 6),
  describe("negative binomial per head", nb, d, nw(nb, thumb), thumb),
  describe("waves", van, waves, nw(van, automatic(van)), automatic(van)),
  describe("gaussian", gauss, line, nw(gauss, automatic(gauss)), automatic(gauss), log = FALSE))
# First-order errors written out in whole matrices.
first <- function(fit, w, sd) {
  x <- model.matrix(fit)
  phi <- summary(fit)$dispersion
  bread <- solve(t(x) %*% (x * w))
  h <- diag(sqrt(w)) %*% x %*% bread %*% t(x) %*% diag(sqrt(w))
  e <- (fit$y - fitted(fit)) / sd
  i <- 2:n
  rho <- sum(e[i] * e[i - 1]) / sum(e^2) + sum(h[cbind(i, i - 1)]) / fit$df.residual
  r <- rho^abs(outer(1:n, 1:n, "-"))
  meat <- t(x) %*% diag(sqrt(w)) %*% r %*% diag(sqrt(w)) %*% x
  c(rho, sqrt(diag(bread %*% meat %*% bread) * phi)[c("t", "level", "slope")])
}
mu <- fitted(nb)
firsts <- list(first(quasi, fitted(quasi), sqrt(fitted(quasi))),
  first(nb, mu / (1 + mu / nb$theta), sqrt(mu + mu^2 / nb$theta)),
  first(gauss, rep(1, n), 1))
two <- rbind(cbind(frame(belts$front), own = 1), cbind(frame(belts$rear), own = 0))
both <- glm(y ~ (t + month + level + slope) * own, quasipoisson, two)
pl <- vcovPL(both, cluster = two$own, order.by = two$t, lag = 5, aggregate = TRUE, adjust = TRUE)
cn <- c("own", "t:own", "level:own", "slope:own")
compared <- list(front = belts$front, rear = belts$rear, coefficients = as.numeric(coef(both)[cn]),
  errors = sqrt(diag(pl))[cn])
cat(toJSON(list(change = change, kms = belts$kms, single = single, compared = compared, firsts = firsts), digits = 15,
  auto_unbox = TRUE))
