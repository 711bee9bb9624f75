package dev.pressroom.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Our submission ledger against the printers' own lists, one to one.
 *
 * <p>An attempt is an <b>intent</b> when something was or may have been sent: whatever state its ledger entry is in, unless it is settled as
 * not being at the printer (put off before sending, confirmed rejected, not received, cancelled) and the printer's list agrees. A settled attempt
 * whose job the list holds as rejected or cancelled is one intent with one job. A <b>job</b> is one entry of a printer's list. <b>Missing</b> is an
 * intent without a job; <b>extra</b> is a job without an intent: a name nobody gave, a second job of one attempt, or a job that is printed
 * although its attempt is settled as not being there. So {@code intents - missing = jobs - extra}.
 */
record Submissions(int intents, int jobs, List<String> extra, List<String> missing) {

    private static final Set<String> NOT_THERE = Set.of("DEFERRED", "REJECTED", "NOT_RECEIVED", "CANCELLED");

    /**
     * A line of our ledger.
     *
     * @param names what the printer may know it by
     * @param counted false for an attempt that only explains jobs, since the printers' lists do not reach back to it
     */
    record Attempt(String jobKey, String printer, String state, Set<String> names, boolean counted) {}

    /**
     * A line of a printer's list.
     *
     * @param printable false when the printer will never print it
     */
    record ListedJob(String printer, String jobId, String name, String stage, boolean printable) {}

    /** The printers whose lists are needed: those with an attempt that counts. */
    static Set<String> printers(List<Attempt> ledger) {
        return ledger.stream().filter(Attempt::counted).map(Attempt::printer).collect(Collectors.toCollection(TreeSet::new));
    }

    static Submissions compare(List<Attempt> ledger, List<ListedJob> lists) {
        Map<String, Attempt> named = new HashMap<>();
        Map<Attempt, List<ListedJob>> jobsOf = new LinkedHashMap<>();
        ledger.forEach(attempt -> {
            jobsOf.put(attempt, new ArrayList<>());
            attempt.names().forEach(name -> named.put(attempt.printer() + " " + name, attempt));
        });
        List<String> extra = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (ListedJob job : lists) {
            Attempt attempt = named.get(job.printer() + " " + job.name());
            if (attempt == null) {
                extra.add(told(job) + ": no attempt of ours has this name; ask the printer who ordered it");
            } else {
                jobsOf.getOrDefault(attempt, new ArrayList<>()).add(job);
            }
        }
        int intents = 0;
        int jobs = extra.size();
        for (Map.Entry<Attempt, List<ListedJob>> entry : jobsOf.entrySet()) {
            Attempt attempt = entry.getKey();
            if (!attempt.counted()) {
                continue;
            }
            // The one that is printed is the attempt's own.
            List<ListedJob> own = entry.getValue().stream().sorted((a, b) -> Boolean.compare(b.printable(), a.printable())).toList();
            jobs += own.size();
            boolean settled = NOT_THERE.contains(attempt.state());
            boolean agreed = own.isEmpty() || !own.getFirst().printable();
            if (settled && agreed) {
                intents += own.isEmpty() ? 0 : 1;
                own.stream().skip(1).forEach(job -> extra.add(second(job, attempt)));
            } else if (settled) {
                own.forEach(job -> extra.add(told(job) + ": our ledger says " + attempt.state() + " of " + attempt.jobKey()
                        + "; have the printer cancel it, it may be printed twice"));
            } else if (own.isEmpty()) {
                intents++;
                missing.add(attempt.printer() + ", attempt " + attempt.jobKey() + ": our ledger says " + attempt.state()
                        + "; the printer does not have it, look it up before anything is sent again");
            } else {
                intents++;
                own.stream().skip(1).forEach(job -> extra.add(second(job, attempt)));
            }
        }
        return new Submissions(intents, jobs, extra, missing);
    }

    private static String second(ListedJob job, Attempt attempt) {
        return told(job) + ": a second job of attempt " + attempt.jobKey() + "; have the printer cancel it";
    }

    private static String told(ListedJob job) {
        return job.printer() + ", job " + job.jobId() + " (" + job.stage() + ") named " + job.name();
    }

    boolean hold() {
        return extra.isEmpty() && missing.isEmpty();
    }

    String lastLine() {
        return "intents " + intents + ", jobs " + jobs + ", extra " + extra.size() + ", missing " + missing.size();
    }
}
