package org.fovea.cli.terminal;

import java.util.Locale;
import java.util.function.LongSupplier;
import org.fovea.app.Reporter;
import org.fovea.app.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * How far a long task is, on standard error. Nothing is shown for the first two seconds; then a bar that redraws itself
 * on a terminal, else a plain line every half minute. May be told by any thread.
 */
public final class Progress implements Reporter.Task {
    private static final String CLEAR_LINE = "\r\033[K";
    private static final long SECOND = 1_000_000_000L;
    private static final long SILENT = 2 * SECOND;
    private static final long REDRAW = SECOND / 8;
    private static final long LINE_EVERY = 30 * SECOND;
    private static final int BAR = 24;

    private final Terminal terminal;
    private final boolean quiet;
    private final String task;
    private final String unit;
    private final long total;
    private final LongSupplier clock;
    private final long start;
    private final Thread ticker;
    private long next;
    private long done;
    private long firstAt;
    private long firstDone = -1;
    private String note = "";
    private boolean drawn;
    private Reporter.@Nullable Whole whole;
    private long wholeAt;

    /** Progress of {@code task} over {@code total} units, by the system's clock. */
    public Progress(Terminal terminal, boolean quiet, String task, long total, String unit) {
        this(terminal, quiet, task, total, unit, System::nanoTime);
        if (!quiet) {
            ticker.start();
        }
    }

    Progress(Terminal terminal, boolean quiet, String task, long total, String unit, LongSupplier clock) {
        this.terminal = terminal;
        this.quiet = quiet;
        this.task = task;
        this.total = total;
        this.unit = unit.isEmpty() ? "" : " " + unit;
        this.clock = clock;
        this.start = clock.getAsLong();
        this.next = start + SILENT;
        this.ticker = Thread.ofPlatform().daemon().name("progress").unstarted(this::tick);
    }

    /** Keeps the clock of the bar, or the lines, going while nothing is finished. */
    private void tick() {
        try {
            while (true) {
                Thread.sleep(500);
                show();
            }
        } catch (InterruptedException e) {
            // The task has ended.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void update(long finished, String said) {
        note = said.isEmpty() ? "" : ", " + said;
        update(finished);
    }

    /**
     * The bar is that of the whole; the task stands behind it. There is no silence before it: it was shown before this
     * task.
     */
    @Override
    public synchronized void update(long finished, String said, Reporter.Whole all) {
        whole = all;
        wholeAt = clock.getAsLong();
        if (terminal.interactive() && firstDone < 0) {
            next = Math.min(next, wholeAt);
        }
        update(finished, said);
    }

    @Override
    public synchronized void update(long finished) {
        if (firstDone < 0) {
            firstAt = clock.getAsLong();
            firstDone = finished;
        }
        done = finished;
        show();
    }

    private synchronized void show() {
        long now = clock.getAsLong();
        if (quiet || now < next) {
            return;
        }
        if (whole != null) {
            show(now, whole);
            return;
        }
        double elapsed = (now - start) / 1e9;
        String rest = left(now) + note;
        if (terminal.interactive()) {
            String line = String.format(
                    Locale.ROOT, "%s %s %,d/%,d%s  %s%s", task, bar(), done, total, unit, Text.clock(elapsed), rest);
            draw(line);
            next = now + REDRAW;
        } else {
            terminal.err()
                    .println(String.format(
                            Locale.ROOT, "%s: %,d of %,d%s, %s%s", task, done, total, unit, Text.clock(elapsed), rest));
            next = now + LINE_EVERY;
        }
    }

    private void show(long now, Reporter.Whole all) {
        double since = (now - wholeAt) / 1e9;
        double left = all.left() - since;
        String times = Text.clock(all.seconds() + since)
                + (left > 0 ? ", " + Text.clock(left) + " left" : ", longer than forecast");
        String units = total == 0 ? "" : String.format(Locale.ROOT, " %,d/%,d", done, total);
        if (terminal.interactive()) {
            draw(String.format(
                    Locale.ROOT,
                    "%s %.0f %%  %s · %s%s%s",
                    bar(all.share()),
                    100 * all.share(),
                    times,
                    task,
                    units,
                    note));
            next = now + REDRAW;
        } else {
            terminal.err()
                    .println(String.format(
                            Locale.ROOT, "%.0f %%, %s; %s%s%s", 100 * all.share(), times, task, units, note));
            next = now + LINE_EVERY;
        }
    }

    private void draw(String line) {
        int most = terminal.columns() - 1;
        Terminal.control(terminal.err(), CLEAR_LINE);
        terminal.err().print(line.substring(0, line.offsetByCodePoints(0, Math.min(most, line.length()))));
        terminal.err().flush();
        drawn = true;
    }

    /** Time left at the pace since the first unit, because there may be preparations before it. */
    private String left(long now) {
        if (done <= firstDone || firstDone < 0) {
            return "";
        }
        double pace = (now - firstAt) / 1e9 / (done - firstDone);
        return ", " + Text.clock(pace * (total - done)) + " left";
    }

    private String bar() {
        return bar(total == 0 ? 1 : (double) done / total);
    }

    private static String bar(double share) {
        int full = (int) Math.clamp((long) (BAR * share), 0, BAR);
        return "█".repeat(full) + "░".repeat(BAR - full);
    }

    @Override
    public synchronized void close() {
        ticker.interrupt();
        if (drawn) {
            Terminal.control(terminal.err(), CLEAR_LINE);
            terminal.err().flush();
            drawn = false;
        }
        next = Long.MAX_VALUE;
    }
}
