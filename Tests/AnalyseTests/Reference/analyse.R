# What breakwater analyse should say of the files of docs/analyse.md, worked out without it.
# R 4.2.2 with surveillance 1.20.3, forecast 8.20, spdep 1.2-7, sandwich 3.0-2 and jsonlite 1.8.4.
# Make the files with the lines of docs/analyse.md, then:
# Rscript Tests/AnalyseTests/Reference/analyse.R FOLDER > Tests/AnalyseTests/Fixtures/analyse.json
suppressMessages({library(surveillance); library(forecast); library(spdep); library(sandwich); library(jsonlite)})
folder <- commandArgs(TRUE)[1]
file <- function(name) read.csv(file.path(folder, name))
out <- list()

# spc: XmR, moving ranges above 3.267 times their mean left out of the limits, afresh from the 45th month.
months <- file("months.csv")$value
xmr <- function(x) { r <- abs(diff(x)); r <- mean(r[r <= 3.267 * mean(r)]); mean(x) + c(0, -2.66, 2.66) * r }
out$spc <- list(before = xmr(months[1:44]), after = xmr(months[45:60]))

# farrington, ears and cusum: three series of 520 weeks.
weeks <- file("weeks.csv")
wide <- sapply(split(weeks$count, weeks$series), c)
series <- function(s) sts(observed = wide[, s], frequency = 52, start = c(2010, 1), epochAsDate = FALSE)
flexible <- farringtonFlexible(series(2), list(range = 519:520, b = 5, w = 3, noPeriods = 10, alpha = 0.01,
  pastWeeksNotIncluded = 26, thresholdMethod = "nbPlugin", limit54 = c(5, 4), weightsThreshold = 2.58,
  pThresholdTrend = 1, populationOffset = FALSE, fitFun = "algo.farrington.fitGLM.flexible"))
out$farrington <- list(expected = flexible@control$expected[, 1], upperbound = upperbound(flexible)[, 1],
  alarm = alarms(flexible)[, 1])
ears <- earsC(series(2), list(range = 517:520, method = "C2", baseline = 7, minSigma = 0.5, alpha = 0.001))
out$ears <- list(upperbound = upperbound(ears)[, 1], alarm = alarms(ears)[, 1])
cusum <- cusum(series(2), list(range = 469:520, k = 1.04, h = 2.26, trans = "rossi", m = NULL))
past <- mean(wide[1:468, 2])
out$cusum <- list(alarm = which(alarms(cusum)[, 1] == 1) + 468, upperbound = upperbound(cusum)[51:52, 1], mean = past)

# stl and forecast.
ts12 <- ts(months, start = c(2020, 1), frequency = 12)
parts <- stl(ts12, s.window = "periodic", robust = TRUE)
out$stl <- list(seasonal = as.numeric(parts$time.series[, 1]), trend = as.numeric(parts$time.series[, 2]),
  remainder = as.numeric(parts$time.series[, 3]), weight = as.numeric(parts$weights))
out$snaive <- list(mean = as.numeric(snaive(ts12, h = 3)$mean), lower = as.numeric(snaive(ts12, h = 3, level = 95)$lower))
line <- data.frame(y = months, t = 0:59, s = sin(2 * pi * (0:59) / 12), c = cos(2 * pi * (0:59) / 12))
ahead <- data.frame(t = 60:62, s = sin(2 * pi * (60:62) / 12), c = cos(2 * pi * (60:62) / 12))
out$poisson <- list(mean = as.numeric(predict(glm(y ~ t + s + c, poisson, line), ahead, type = "response")))
ann <- ets(ts12, "ANN", damped = FALSE)
out$ets <- list(mean = as.numeric(forecast(ann, 3)$mean), lower = as.numeric(forecast(ann, 3, level = 95)$lower))

# its: errors as if months were independent, by Newey and West, and of the first order in whole matrices.
interrupted <- function(y, first) {
  n <- length(y)
  t <- 0:(n - 1)
  d <- data.frame(y = y, t = t, s = sin(2 * pi * t / 12), c = cos(2 * pi * t / 12), level = as.numeric(t >= first),
    slope = pmax(0, t - first))
  fit <- glm(y ~ t + s + c + level + slope, quasipoisson, d)
  x <- model.matrix(fit)
  w <- fitted(fit)
  bread <- solve(t(x) %*% (x * w))
  h <- diag(sqrt(w)) %*% x %*% bread %*% t(x) %*% diag(sqrt(w))
  e <- (fit$y - w) / sqrt(w)
  i <- 2:n
  rho <- max(0, sum(e[i] * e[i - 1]) / sum(e^2) + sum(h[cbind(i, i - 1)]) / fit$df.residual)
  meat <- t(x) %*% diag(sqrt(w)) %*% (rho^abs(outer(1:n, 1:n, "-"))) %*% diag(sqrt(w)) %*% x
  nw <- NeweyWest(fit, lag = 3, prewhite = FALSE, adjust = TRUE)
  bounds <- function(v) as.numeric(exp(coef(fit)["level"] + c(0, -1, 1) * qt(.975, fit$df.residual) * sqrt(v)))
  variance <- c(vcov(fit)["level", "level"], nw["level", "level"],
    (bread %*% meat %*% bread * summary(fit)$dispersion)["level", "level"])
  list(model = bounds(variance[1]), neweyWest = bounds(variance[2]), larger = bounds(max(variance[1:2])),
    firstOrder = bounds(variance[3]), rho = rho)
}
out$its <- interrupted(months, 44)
# The months of its-runs.csv, which the test makes: they resemble the months before them.
t <- 0:59
out$runs <- interrupted(40 + (t %/% 7) %% 2 * 9 + (t * 37) %% 5 - 8 * (t >= 30), 30)

# gistar and moran: 100 areas.
grid <- file("grid.csv")
xy <- as.matrix(grid[, c("x", "y")])
near <- dnearneigh(xy, 0, 750)
out$gistar <- list(gi = as.numeric(localG(grid$count, nb2listw(near, style = "B"))),
  star = as.numeric(localG(grid$count, nb2listw(include.self(near), style = "B"))))
test <- moran.test(grid$count, nb2listw(near, style = "W"), alternative = "greater", adjust.n = FALSE)
out$moran <- list(I = test$estimate[[1]], EI = test$estimate[[2]], variance = test$estimate[[3]],
  ii = as.numeric(localmoran(grid$count, nb2listw(near, style = "W"))[, 1]))

# kde: normal kernels over the share of each that lies inside the box, at the middles of 8 by 8 cells.
events <- file("events.csv")
ex <- events$easting
ey <- events$northing
middle <- function(v, n) { a <- min(v); b <- max(v); a + (seq_len(n) - .5) * (b - a) / n }
gx <- middle(ex, 8)
gy <- middle(ey, 8)
inside <- function(g, v) pnorm((max(v) - g) / 400) - pnorm((min(v) - g) / 400)
kernel <- function(g, v) outer(g, v, function(a, b) dnorm(a, b, 400))
raw <- kernel(gx, ex) %*% t(kernel(gy, ey))
out$kde <- list(uniform = as.numeric(raw / outer(inside(gx, ex), inside(gy, ey))) * 1e6, none = as.numeric(raw) * 1e6)

# scan: every circle and every run of newest months up to half the year; people at risk day by day.
cases <- file("cases.csv")
spot <- cases[!duplicated(cases$id), c("id", "x", "y")]
days <- c(31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
count <- t(sapply(spot$id, function(p) cases$cases[cases$id == p]))
risk <- matrix(rep(days, each = nrow(spot)), nrow(spot)) * 1000
total <- sum(count)
expected <- risk / sum(risk) * total
best <- list(llr = 0)
for (z in seq_len(nrow(spot))) {
  d <- sqrt((spot$x - spot$x[z])^2 + (spot$y - spot$y[z])^2)
  o <- order(d, spot$x, spot$y)
  for (k in seq_along(o)) if (sum(expected[o[1:k], ]) <= total / 2 + 1e-9) for (l in 1:6) {
    c <- sum(count[o[1:k], (13 - l):12])
    m <- sum(expected[o[1:k], (13 - l):12])
    if (c > m && c >= 2) {
      v <- c * log(c / m) + (total - c) * log((total - c) / (total - m))
      if (v > best$llr + 1e-9) best <- list(llr = v, places = k, observed = c, expected = m, months = l)
    }
  }
}
out$scan <- best

# knox and near repeats: all pairs.
t0 <- as.integer(as.Date(events$date))
p <- which(upper.tri(diag(nrow(events))), arr.ind = TRUE)
dx <- abs(ex[p[, 1]] - ex[p[, 2]])
dy <- abs(ey[p[, 1]] - ey[p[, 2]])
gap <- abs(t0[p[, 1]] - t0[p[, 2]])
s <- sum(sqrt(dx^2 + dy^2) <= 100)
n <- sum(gap <= 7)
both <- sum(sqrt(dx^2 + dy^2) <= 100 & gap <= 7)
mean0 <- s * n / nrow(p)
out$knox <- list(space = s, time = n, statistic = both, expected = mean0,
  poisson = ppois(both - 1, mean0, lower.tail = FALSE))
m <- dx + dy
out$nearrepeat <- list(
  observed = as.numeric(outer(1:3, 1:2, Vectorize(function(a, b) sum(
    (if (a == 1) m == 0 else m > 0 & m >= c(0, 0, 100)[a] & m < c(0, 100, 200)[a]) &
    gap >= c(0, 7)[b] & gap < c(7, 14)[b])))))

# funnel: scores on the square root scale, the tenth at either end drawn in, phi and tau2 as in FunnelPlotR.
areas <- file("areas.csv")
target <- sum(areas$count) / sum(areas$population)
expected <- target * areas$population
z <- 2 * (sqrt(areas$count) - sqrt(expected))
z <- pmin(pmax(z, quantile(z, .1)), quantile(z, .9))
phi <- mean(z^2)
k <- 4 * expected
out$funnel <- list(target = target * 1000, phi = phi,
  tau2 = max(0, (6 * phi - 5) / (sum(k) - sum(k^2) / sum(k))))

# rates, rri and lorenz.
ages <- file("ages.csv")
dsr <- function(a, conf = .95) {
  v <- sum(a$standard * a$count / a$population) / sum(a$standard)
  se2 <- sum(a$standard^2 * a$count / a$population^2) / sum(a$standard)^2
  o <- sum(a$count)
  z <- qnorm(1 - (1 - conf) / 2)
  byar <- c(o * (1 - 1 / (9 * o) - z / (3 * sqrt(o)))^3, (o + 1) * (1 - 1 / (9 * (o + 1)) + z / (3 * sqrt(o + 1)))^3)
  c(v, v + sqrt(se2 / o) * (byar - o)) * 1e5
}
garwood <- function(o, n) c(o, qchisq(.025, 2 * o) / 2, qchisq(.975, 2 * o + 2) / 2) / n * 1e5
out$rates <- list(north = dsr(ages[ages$area == "North", ]), south = dsr(ages[ages$area == "South", ]),
  south90 = dsr(ages[ages$area == "South", ], .9), exact = garwood(ages$count[4], ages$population[4]))
groups <- file("groups.csv")
index <- function(g) {
  r <- (groups$events[g] / groups$base[g]) / (groups$events[1] / groups$base[1])
  s <- sqrt(1 / groups$events[g] - 1 / groups$base[g] + 1 / groups$events[1] - 1 / groups$base[1])
  c(r, r * exp(c(-1, 1) * qnorm(.975) * s))
}
out$rri <- list(black = index(2), asian = index(3))
n <- nrow(areas)
gini <- sum(abs(outer(areas$count, areas$count, "-"))) / (2 * n^2 * mean(areas$count))
out$lorenz <- list(gini = gini, corrected = gini * n / (n - 1))
cat(toJSON(out, digits = 15, auto_unbox = TRUE))
