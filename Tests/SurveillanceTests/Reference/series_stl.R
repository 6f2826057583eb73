# Seasonal-trend decompositions for SeriesSTLTests. R 4.2.2 (package stats), jsonlite 1.8.4.
# Rscript Tests/SurveillanceTests/Reference/series_stl.R > Tests/SurveillanceTests/Fixtures/series/stl.json
library(jsonlite)
cases <- list()
add <- function(name, x, ...) {
  given <- list(...)
  fit <- do.call(stl, c(list(x), given))
  parts <- fit$time.series
  cases[[length(cases) + 1]] <<- list(
    name = unbox(name), period = unbox(frequency(x)), settings = lapply(given, unbox), x = as.numeric(x),
    seasonal = as.numeric(parts[, 1]), trend = as.numeric(parts[, 2]), weights = as.numeric(fit$weights))
}
add("nottem periodic", nottem, s.window = "periodic")
add("nottem 7", nottem, s.window = 7)
add("co2 robust 21", co2, s.window = 21, robust = TRUE)
add("co2 windows", co2, s.window = 21, t.window = 39, l.window = 25)
add("UKDriverDeaths periodic", UKDriverDeaths, s.window = "periodic")
add("UKDriverDeaths robust", UKDriverDeaths, s.window = "periodic", robust = TRUE)
add("UKDriverDeaths degrees", log(UKDriverDeaths), s.window = 9, s.degree = 1, t.degree = 0)
add("USAccDeaths periodic", USAccDeaths, s.window = "periodic")
add("USAccDeaths even windows", USAccDeaths, s.window = 8, t.window = 20, l.degree = 0)
add("USAccDeaths jumps", USAccDeaths, s.window = 11, s.jump = 1, t.jump = 1, l.jump = 1)
add("USAccDeaths far jumps", USAccDeaths, s.window = 5, s.jump = 3, t.jump = 7, l.jump = 5, inner = 3, outer = 2)
set.seed(20)
month <- 1:77
counts <- rpois(77, exp(3 + 0.01 * month + 0.4 * sin(2 * pi * month / 12)))
counts[40] <- 400
add("counts with an outlier", ts(counts, frequency = 12), s.window = "periodic", robust = TRUE)
add("counts with an outlier, plain", ts(counts, frequency = 12), s.window = 7)
quarter <- ts(round(cumsum(rnorm(41)) + c(0, 3, 1, -2)[(0:40) %% 4 + 1], 3), frequency = 4)
add("quarters", quarter, s.window = 7, robust = TRUE)
week <- ts(round(10 + 3 * cos(2 * pi * (1:160) / 52) + rnorm(160), 3), frequency = 52)
add("weeks", week, s.window = "periodic")
add("short", ts(c(round(rnorm(25), 3)), frequency = 12), s.window = "periodic")
add("all zeros", ts(rep(0, 30), frequency = 12), s.window = "periodic", robust = TRUE)
cat(toJSON(cases, digits = NA))
