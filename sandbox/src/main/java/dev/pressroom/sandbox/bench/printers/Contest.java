package dev.pressroom.sandbox.bench.printers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The same jobs through Pressroom and through the bare library, round by round in turn, so that whatever else the machine does meets both.
 *
 * @param transport what the line of the table is called
 * @param weight how many jobs stand for one of the slowest transport, so that each is measured for about as long
 */
record Contest(String transport, int weight, Job ours, Job bare) {

    /** One job from its first byte to its acknowledgement; throws when it was not taken. */
    @FunctionalInterface
    interface Job {
        void run(int number) throws Exception;
    }

    /**
     * Milliseconds per job.
     *
     * @param ratio of the medians
     */
    record Result(String transport, int jobs, double ours, double oursNinetieth, double bare, double bareNinetieth, double ratio,
            double worstRound) {

        String row() {
            return String.format(Locale.ROOT, "%-9s %6d %10.3f %10.3f %10.1f %10.3f %10.3f %10.1f %8.2f %8.2f", transport, jobs, ours,
                    oursNinetieth, 1000 / ours, bare, bareNinetieth, 1000 / bare, ratio, worstRound);
        }

        static String head() {
            return String.format(Locale.ROOT, "%-9s %6s %10s %10s %10s %10s %10s %10s %8s %8s", "", "jobs", "ms/job", "90 %", "jobs/s",
                    "bare ms", "90 %", "jobs/s", "ratio", "worst");
        }

        String figure() {
            return String.format(Locale.ROOT, "%s %.2f", transport, ratio);
        }
    }

    Result run(int warmUp, int rounds, int jobs) throws Exception {
        int number = 0;
        int jobsPerRound = jobs * weight;
        for (int job = 0; job < warmUp * weight; job++) {
            ours.run(number++);
            bare.run(number++);
        }
        List<double[]> ourRounds = new ArrayList<>();
        List<double[]> bareRounds = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean oursFirst = round % 2 == 0;
            for (boolean our : new boolean[]{oursFirst, !oursFirst}) {
                double[] times = new double[jobsPerRound];
                for (int job = 0; job < jobsPerRound; job++) {
                    long began = System.nanoTime();
                    (our ? ours : bare).run(number++);
                    times[job] = (System.nanoTime() - began) / 1e6;
                }
                (our ? ourRounds : bareRounds).add(times);
            }
        }
        double worst = 0;
        for (int round = 0; round < rounds; round++) {
            worst = Math.max(worst, quantile(ourRounds.get(round), 0.5) / quantile(bareRounds.get(round), 0.5));
        }
        double[] all = ourRounds.stream().flatMapToDouble(Arrays::stream).toArray();
        double[] allBare = bareRounds.stream().flatMapToDouble(Arrays::stream).toArray();
        double median = quantile(all, 0.5);
        double bareMedian = quantile(allBare, 0.5);
        return new Result(transport, all.length, median, quantile(all, 0.9), bareMedian, quantile(allBare, 0.9), median / bareMedian,
                worst);
    }

    private static double quantile(double[] times, double share) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }
}
