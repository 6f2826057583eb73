# Control charts beside NHSRplotthedots 0.2, and u, c, p, Laney, g, t and EWMA charts beside their published formulas.
#
#   Rscript charts.R FOLDER_WITH_NHSRPLOTTHEDOTS_R_SOURCES > ../Fixtures/charts/charts.json
#
# The folder holds ptd_spc_standard.R, ptd_calculate_point_type.R and ptd_calculate_assurance_type.R of
# github.com/nhs-r-community/NHSRplotthedots (commits 8aac323 and f7891af), where `.default = x` in case_when is written
# `TRUE ~ x` for dplyr before 1.1. Made with R 4.2.2, dplyr 1.0.10, jsonlite 1.8.4.
suppressMessages({library(dplyr); library(rlang); library(jsonlite)})
folder <- commandArgs(TRUE)[1]
for (file in c("ptd_spc_standard.R", "ptd_calculate_point_type.R", "ptd_calculate_assurance_type.R")) {
  source(file.path(folder, file))
}

# One letter a point, so that the file stays small.
causes <- c("Common Cause" = ".", "Above UCL" = "A", "Below LCL" = "B", "7 Points Above CL" = "S",
            "7 Points Below CL" = "s", "7 Point Trend (Increasing)" = "T", "7 Point Trend (Decreasing)" = "t",
            "2 in 3 Above CL" = "W", "2 in 3 Below CL" = "w")
types <- c(common_cause = ".", special_cause_improvement = "i", special_cause_concern = "c",
           special_cause_neutral_high = "h", special_cause_neutral_low = "l")
letters_of <- function(words, code) paste(code[words], collapse = "")

xmr <- function(y, rebases, baseline, screen, improvement, target) {
  options <- list(value_field = "y", date_field = "x", fix_after_n_points = baseline, screen_outliers = screen,
                  target = target, improvement_direction = improvement)
  frame <- data.frame(y = as.double(y), x = seq_along(y), rebase = as.integer(seq_along(y) %in% (rebases + 1)))
  direction <- c(increase = 1, neutral = 0, decrease = -1)[[improvement]]
  done <- frame %>% ptd_spc_standard(options) %>% ptd_calculate_point_type(direction)
  done$target <- if (is.null(target)) NA else target
  attr(done, "options") <- options
  first <- c(0, rebases) + 1
  list(values = y, rebases = I(rebases), baseline = baseline, screen = screen, improvement = improvement,
       target = target, mean = I(done$mean_col[first]), lower = I(done$lpl[first]), upper = I(done$upl[first]),
       cause = letters_of(done$special_cause_type, causes), type = letters_of(done$point_type, types),
       assurance = ptd_calculate_assurance_type(done)$assurance_type)
}

set.seed(20240601)
cases <- list()
for (case in 1:120) {
  n <- sample(c(14, 24, 36, 60), 1)
  level <- runif(1, 2, 60)
  y <- switch(case %% 5 + 1,
    rpois(n, level),
    rpois(n, level * (1 + 0.6 * (seq_len(n) > n / 2))),
    round(level + cumsum(rnorm(n, 0, 1.5)), 2),
    pmax(0, round(rnorm(n, level, 3) + 12 * (seq_len(n) %% 17 == 3))),
    round(level + 4 * sin(seq_len(n) / 3) + rnorm(n, 0, 0.4), 1))
  rebases <- if (case %% 3 == 0 && n >= 36) c(n %/% 2) else integer(0)
  baseline <- if (case %% 4 == 0) 12 else NULL
  cases[[case]] <- xmr(y, rebases, baseline, case %% 2 == 0,
    c("increase", "decrease", "neutral")[case %% 3 + 1], if (case %% 2) round(level * runif(1, 0.5, 1.6)) else NULL)
}

# The formulas of Montgomery, Introduction to Statistical Quality Control (chapter 7), Laney 2002 and Nelson 1994,
# with the constants qicharts2 0.7 uses, in vector form.
laney <- function(z) mean(abs(diff(z))) / 1.128
sized <- function(counts, sizes, share) {
  centre <- sum(counts) / sum(sizes)
  sigma <- sqrt((if (share) centre * (1 - centre) else centre) / sizes)
  wide <- laney((counts / sizes - centre) / sigma)
  lines <- function(s) list(lower = pmax(0, centre - 3 * s), upper = pmin(if (share) 1 else Inf, centre + 3 * s))
  list(counts = counts, sizes = sizes, centre = centre, plain = lines(sigma), primed = lines(sigma * wide))
}
rates <- lapply(1:6, function(i) {
  sizes <- round(runif(24, 50, 400) * 10^(i %% 3))
  chance <- 0.12 * exp(rnorm(24, 0, 0.1))
  sized(rbinom(24, sizes, chance), sizes, i <= 3)
})
gaps <- rgeom(30, 0.05)
g <- list(values = gaps, centre = median(gaps), upper = mean(gaps) + 3 * sqrt(mean(gaps) * (mean(gaps) + 1)))
times <- round(rexp(30, 1 / 40), 1) + 0.1
root <- times^(1 / 3.6)
ranges <- abs(diff(root))
ranges <- ranges[ranges < 3.266532 * mean(ranges)]
half <- 3 / 1.128 * mean(ranges)
t <- list(values = times, centre = mean(root)^3.6, upper = (mean(root) + half)^3.6,
          lower = max(0, mean(root) - half)^3.6)
smooth <- round(rnorm(40, 20, 3), 2)
average <- Reduce(function(a, x) 0.2 * x + 0.8 * a, smooth, accumulate = TRUE, mean(smooth))[-1]
spread <- 3 * mean(abs(diff(smooth))) / 1.128 * sqrt(0.2 / 1.8 * (1 - 0.8^(2 * (1:40))))
ewma <- list(values = smooth, average = average, lower = mean(smooth) - spread, upper = mean(smooth) + spread)
cat(toJSON(list(xmr = cases, rates = rates, g = g, t = t, ewma = ewma), digits = NA, auto_unbox = TRUE, null = "null"))
