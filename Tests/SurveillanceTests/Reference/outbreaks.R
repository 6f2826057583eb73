# Outbreak detection beside R's surveillance.
#
#   Rscript outbreaks.R ../Fixtures/outbreaks
#
# Made with R 4.2.2, surveillance 1.20.3, spc 0.6.7, jsonlite 1.8.4. Writes farrington.json (real and simulated series
# under many settings), ears.json and cusum.json. Figures of R that are missing are null.
suppressMessages({library(surveillance); library(jsonlite)})
folder <- commandArgs(TRUE)[1]
save <- function(name, value) {
  write(toJSON(value, digits = I(10), auto_unbox = TRUE, null = "null", na = "null"), file.path(folder, name))
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
original <- function(counts, freq, range, control, days = NULL, people = NULL) {
  disprog <- create.disProg(week = if (is.null(days)) seq_along(counts) else days, observed = counts,
                            state = 0 * counts, freq = freq, start = c(2000, 1), epochAsDate = !is.null(days), populationFrac = people)
  done <- suppressWarnings(algo.farrington(disprog, control = modifyList(list(range = range), control)))
  list(upper = bare(c(done$upperbound)), alarm = I(as.integer(done$alarm)), trend = I(as.integer(done$trend)),
       p = bare(1 - done$control$pd[, 1]))
}
case <- function(name, sts, range, controls, old = NULL) {
  dated <- sts@epochAsDate
  per_head <- any(sapply(controls, function(control) control$populationOffset))
  list(name = name, freq = sts@freq, days = if (dated) I(as.numeric(sts@epoch)) else NULL, range = range,
       counts = lapply(seq_len(ncol(sts)), function(j) as.vector(observed(sts)[, j])),
       population = if (per_head) lapply(seq_len(ncol(sts)), function(j) as.vector(population(sts)[, j])) else NULL,
       flexible = lapply(controls, function(control) list(
         control = control, results = flexible(sts, modifyList(control, list(range = range))))),
       original = lapply(old, function(control) list(control = control, results = lapply(seq_len(ncol(sts)),
         function(j) original(as.vector(observed(sts)[, j]), sts@freq, range, control,
                              if (dated) as.numeric(sts@epoch) else NULL,
                              if (per_head) as.vector(population(sts)[, j]) else NULL)))))
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
cases[[3]] <- case("momo", some, 690:712, c(few, list(with(populationOffset = TRUE, b = 4))),
  list(list(b = 4, populationOffset = TRUE, fitFun = "algo.farrington.fitGLM.populationOffset"), list(b = 4)))

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

# EARS, with the C3 of the code and that of its documentation.
counts <- as.vector(observed(newport))[1:400]
sparse <- rpois(200, 0.3)
published <- function(y, baseline, minSigma, alpha) {
  at <- (baseline + 5):length(y)
  c2 <- function(t) { past <- y[(t - baseline - 2):(t - 3)]; (y[t] - mean(past)) / max(sd(past), minSigma) }
  sapply(at, function(t) sum(pmax(0, sapply(t - 0:2, c2) - 1)))
}
ears <- lapply(list(list(counts, 0), list(counts, 1), list(sparse, 0.5)), function(pair) {
  y <- pair[[1]]
  run <- function(method, baseline, alpha) {
    done <- earsC(sts(y, frequency = 365), control = list(method = method, baseline = baseline, minSigma = pair[[2]], alpha = alpha))
    list(method = method, baseline = baseline, alpha = alpha, upper = bare(c(done@upperbound)), alarm = I(as.integer(c(done@alarm))))
  }
  list(counts = y, minSigma = pair[[2]], runs = list(run("C1", 7, 0.001), run("C1", 10, 0.05), run("C2", 7, 0.001),
       run("C2", 5, 0.02), run("C3", 7, 0.025), run("C3", 14, 0.1)), statistic = bare(published(y, 7, pair[[2]])))
})
save("ears.json", ears)

# Cumulative sums, and run lengths by spc and by the exact chain.
cusum <- function(y, range, k, h, trans, m) {
  disprog <- suppressWarnings(create.disProg(week = seq_along(y), observed = y, state = 0 * y, freq = 52, start = c(2000, 1)))
  done <- suppressWarnings(algo.cusum(disprog, control = list(range = range, k = k, h = h, trans = trans, m = m)))
  list(k = k, h = h, transform = trans, mean = if (is.null(m)) NULL else if (is.numeric(m)) m else "glm", range = range,
       sum = c(done$cusum), upper = c(done$upperbound), alarm = I(as.integer(done$alarm)), expected = c(done$control$m))
}
wave <- rnbinom(312, mu = 20 * exp(0.5 * cos(2 * pi * (1:312) / 52)), size = 15) + 6 * (1:312 > 290)
agona1 <- salmonella.agona$observed
runs <- lapply(list(list("standard", NULL), list("rossi", NULL), list("anscombe", NULL), list("standard", 2.5), list("rossi", "glm"),
                    list("anscombe", "glm"), list("none", NULL)), function(x) list(
  agona = cusum(agona1, 209:312, 1.04, 2.26, x[[1]], x[[2]]),
  wave = if (identical(x[[2]], 2.5)) NULL else cusum(wave, 209:312, if (x[[1]] == "none") 21 else 0.5, 4, x[[1]], x[[2]])))
grid <- expand.grid(k = c(0.25, 0.5, 1.04), h = c(2.26, 4, 5), mu = c(0, 0.5, 1, 2))
arl <- lapply(seq_len(nrow(grid)), function(i) base::with(grid[i, ], list(k = k, h = h, mean = mu,
  one = spc::xcusum.arl(k, h, mu, sided = "one", r = 60), two = spc::xcusum.arl(k, h, mu, sided = "two", r = 60))))
chain <- lapply(list(c(3, 10, 2.4), c(3, 10, 4), c(1.5, 6, 1), c(4.5, 8, 3)), function(x)
  list(reference = x[1], limit = x[2], mean = x[3], length = arlCusum(h = x[2], k = x[1], theta = x[3])$ARL))
save("cusum.json", list(agona = agona1, wave = wave, runs = runs, arl = arl, chain = chain))
