package org.fovea.site.output;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.site.layout.Site;
import org.fovea.site.model.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * The site of a ledger that others write to: built again when a record was added. Safe for several threads. Where the
 * ledger cannot be read, it is not asked again for some seconds: each question may take as long as a server's silence,
 * and the others wait.
 */
public final class LiveSite {
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final Supplier<List<Long>> counts;
    private final InstantSource clock;
    private final Supplier<Snapshot> look;
    private final Function<Snapshot, Site> make;
    private List<Long> stamp = List.of();
    private @Nullable Site site;
    private @Nullable LedgerException failure;
    private Instant asked = Instant.MIN;

    /**
     * The site of a ledger.
     *
     * @param look reads the ledger
     * @param make the pages of what was read
     */
    public LiveSite(Ledger ledger, Supplier<Snapshot> look, Function<Snapshot, Site> make) {
        this(() -> counts(ledger), look, make, InstantSource.system());
    }

    /** The same with another source of numbers and time. */
    LiveSite(Supplier<List<Long>> counts, Supplier<Snapshot> look, Function<Snapshot, Site> make, InstantSource clock) {
        this.counts = counts;
        this.look = look;
        this.make = make;
        this.clock = clock;
    }

    /**
     * The site as it is now.
     *
     * @throws LedgerException where the ledger cannot be read, or could not a moment ago
     */
    synchronized Site now() {
        if (failure != null && clock.instant().isBefore(asked.plus(QUIET))) {
            throw failure;
        }
        try {
            List<Long> now = counts.get();
            Site made = site;
            if (made == null || !now.equals(stamp)) {
                made = make.apply(look.get());
                site = made;
                stamp = now;
            }
            failure = null;
            return made;
        } catch (LedgerException e) {
            failure = e;
            asked = clock.instant();
            throw e;
        }
    }

    /** Records are only ever added, so that their numbers tell whether anything has changed. */
    private static List<Long> counts(Ledger ledger) {
        List<Long> counts = new ArrayList<>();
        for (RecordKind kind : RecordKind.values()) {
            counts.add(ledger.count(kind));
        }
        return counts;
    }
}
