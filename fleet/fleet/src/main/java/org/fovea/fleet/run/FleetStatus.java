package org.fovea.fleet.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.fleet.table.AttemptTable;
import org.fovea.fleet.work.FleetFolder;

/**
 * How a fleet is, from its folder alone: the counts of its last or present run, and what the rows of its table say.
 *
 * @param results the folder
 * @param file the fleet's file
 * @param working whether a process works on it
 * @param clips number of all
 * @param done clips whose newest rows are done
 * @param failed clips with a newest row that is not
 * @param running clips that are worked on
 * @param bytes of the archives
 * @param secondsLeft at the pace so far, where a process works on it
 * @param attempts rows of the table
 * @param cpuHours that they took
 * @param failures the first of the clips that failed
 */
public record FleetStatus(
        String results,
        String file,
        boolean working,
        int clips,
        int done,
        int failed,
        List<String> running,
        long bytes,
        Optional<Double> secondsLeft,
        long attempts,
        double cpuHours,
        List<Failure> failures) {
    private static final int MAX_FAILURES = 20;

    public FleetStatus {
        running = List.copyOf(running);
        failures = List.copyOf(failures);
    }

    /**
     * A clip that failed.
     *
     * @param clip its id
     * @param step that failed
     * @param attempts at it
     * @param outcome of the last one
     * @param error of the last one
     */
    public record Failure(String clip, String step, int attempts, String outcome, String error) {}

    public static FleetStatus read(FleetFolder folder) throws IOException {
        FleetState state = FleetState.read(folder.state())
                .orElseThrow(() -> AppException.badInput(
                        folder.state() + ": cannot be read; the fleet's next run, fovea fleet run FILE, writes it"));
        boolean working = folder.locked();
        long[] attempts = new long[1];
        double[] hours = new double[1];
        List<Failure> failures = new ArrayList<>();
        try (AttemptTable table = folder.openTable()) {
            // Rows are also those of clips and settings that the fleet's file no longer names.
            table.ask("SELECT count(*), coalesce(sum(cpu_seconds), 0) / 3600 FROM attempts", row -> {
                attempts[0] = row.getLong(1);
                hours[0] = row.getDouble(2);
            });
            table.ask(
                    "SELECT clip, step, attempt, outcome, error FROM (SELECT * FROM newest WHERE outcome <> 'done' "
                            + "ORDER BY started DESC LIMIT " + state.failed() + ") ORDER BY clip LIMIT " + MAX_FAILURES,
                    row -> failures.add(new Failure(
                            row.getString(1), row.getString(2), row.getInt(3), row.getString(4), row.getString(5))));
        }
        return new FleetStatus(
                folder.path().toString(),
                state.file(),
                working,
                state.clips(),
                state.done(),
                state.failed(),
                working ? state.running() : List.of(),
                state.bytes(),
                working ? state.secondsLeft() : Optional.empty(),
                attempts[0],
                hours[0],
                failures);
    }

    /** Clips without a row that are not worked on. */
    public int waiting() {
        return Math.max(0, clips - done - failed - running.size());
    }

    public String text() {
        StringBuilder out = new StringBuilder();
        out.append(results)
                .append(working ? ": at work" : ": no process at work")
                .append('\n');
        out.append(String.format(
                Locale.ROOT,
                "  %s clips: %s done, %s running, %s failed, %s waiting; %s of archives%n",
                Text.count(clips),
                Text.count(done),
                Text.count(running.size()),
                Text.count(failed),
                Text.count(waiting()),
                Text.size(bytes)));
        out.append(String.format(
                Locale.ROOT, "  %s, %.2f CPU hours%s%n", Text.count(attempts, "attempt"), cpuHours, left()));
        if (!running.isEmpty()) {
            out.append("  running: ").append(String.join(", ", running)).append('\n');
        }
        if (!failures.isEmpty()) {
            Table table = Table.of("llrll").row("failed", "step", "tries", "outcome", "error");
            failures.forEach(each -> table.row(
                    each.clip(), each.step(), Integer.toString(each.attempts()), each.outcome(), each.error()));
            out.append(table.render("  "));
        }
        return out.toString();
    }

    private String left() {
        return secondsLeft
                .map(seconds -> ", about " + Text.clock(seconds) + " left")
                .orElse("");
    }
}
