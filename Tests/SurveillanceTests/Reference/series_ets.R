# Exponential smoothing for SeriesETSTests. R 4.2.2, forecast 8.20, jsonlite 1.8.4.
# Rscript Tests/SurveillanceTests/Reference/series_ets.R > Tests/SurveillanceTests/Fixtures/series/ets.json
# Every candidate model's AICc, and for each fit its own parameters with what follows from them. Point forecasts are R's
# for classes 1 and 2. Elsewhere they are the formula of Hyndman and others 2008, table 2.1, worked out below, because
# forecast 8.20 counts the first power of phi twice there (etsforecast) or leaves it out (class3). Where nothing is
# damped the script stops unless formula and R agree.
suppressMessages(library(forecast))
library(jsonlite)
set.seed(7)
month <- 1:96
sets <- list(
  USAccDeaths = USAccDeaths, UKDriverDeaths = UKDriverDeaths, nottem = nottem, co2 = window(co2, start = 1985),
  AirPassengers = AirPassengers, ldeaths = ldeaths, mdeaths = mdeaths, fdeaths = fdeaths, Nile = Nile,
  LakeHuron = LakeHuron, JohnsonJohnson = JohnsonJohnson, UKgas = UKgas, WWWusage = WWWusage, BJsales = BJsales,
  discoveries = discoveries,
  counts = ts(rpois(96, exp(3 + 0.005 * month + 0.3 * sin(2 * pi * month / 12))) + 1, frequency = 12),
  short = ts(c(12, 15, 11, 19, 22, 18, 25, 24, 30, 27, 33, 29), frequency = 1))
formula_mean <- function(fit, h) {
  last <- as.numeric(tail(fit$states, 1))
  phi <- if (fit$components[4] == "TRUE") fit$par[["phi"]] else 1
  powers <- cumsum(phi^(1:h))
  base <- switch(fit$components[2], N = rep(last[1], h), A = last[1] + powers * last[2], M = last[1] * last[2]^powers)
  if (fit$components[3] == "N") return(base)
  season <- rep(rev(tail(last, fit$m)), length.out = h)
  if (fit$components[3] == "A") base + season else base * season
}
full <- function(fit) {
  n <- length(fit$x)
  p <- as.list(fit$par)
  m <- fit$m
  season <- if (fit$components[3] == "N") numeric(0) else rev(tail(fit$initstate, m))
  h <- m + 3
  plain <- as.numeric(formula_mean(fit, h))
  if (fit$components[2] != "M" && fit$components[3] != "M") {
    theirs <- forecast(fit, h = h)$mean
    stopifnot(max(abs(theirs - plain)) < 1e-8 * max(abs(plain)))
  } else if (fit$components[4] == "FALSE") {
    theirs <- suppressWarnings(forecast(fit, h = h, simulate = TRUE, npaths = 2))$mean
    stopifnot(max(abs(theirs - plain)) < 1e-8 * max(abs(plain)))
  }
  linear <- fit$components[1] == "A" && fit$components[2] != "M" && fit$components[3] != "M"
  upper <- if (linear) as.numeric(forecast(fit, h = h, level = 95)$upper) else numeric(0)
  list(
    alpha = p$alpha, beta = if (is.null(p$beta)) 0 else p$beta, gamma = if (is.null(p$gamma)) 0 else p$gamma,
    phi = if (is.null(p$phi)) 1 else p$phi, level = fit$initstate[[1]],
    slope = if (fit$components[2] == "N") 0 else fit$initstate[[2]],
    loglik = fit$loglik, sigma2 = fit$sigma2, lastFitted = as.numeric(tail(fitted(fit), 1)),
    mean = I(as.numeric(plain)), upper = I(upper),
    season = list(letter = fit$components[3], values = I(as.numeric(season))))
}
out <- list()
for (name in names(sets)) {
  x <- sets[[name]]
  fits <- list()
  for (e in c("A", "M")) for (t in c("N", "A", "M")) for (s in c("N", "A", "M")) for (d in c(FALSE, TRUE)) {
    if (t == "N" && d) next
    if (e == "M" && min(x) <= 0) next
    if (frequency(x) == 1 && s != "N") next
    if ((e == "A" && (t == "M" || s == "M")) || (e == "M" && t == "M" && s == "A")) next
    fit <- try(suppressWarnings(ets(x, model = paste0(e, t, s), damped = d)), silent = TRUE)
    if (inherits(fit, "try-error") || is.null(fit$aicc) || !is.finite(fit$aicc)) next
    if (length(fit$states[1, ]) < 1) next
    fits[[length(fits) + 1]] <- c(
      list(errors = e, trend = paste0(t, if (d) "d" else ""), aicc = fit$aicc), full(fit))
  }
  chosen <- suppressWarnings(ets(x))
  out[[length(out) + 1]] <- list(
    name = name, period = frequency(x), x = as.numeric(x), chosen = sub("ETS", "", chosen$method),
    chosenAICc = chosen$aicc, fits = fits)
}
cat(toJSON(out, digits = 15, auto_unbox = TRUE))
