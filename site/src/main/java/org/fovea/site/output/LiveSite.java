package org.fovea.site.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.store.SqlLedger;
import org.fovea.site.layout.Site;
import org.fovea.site.model.Snapshot;

/** The site of a ledger that others write to: made anew when a record was added. Safe for several threads. */
public final class LiveSite {
    private final SqlLedger ledger;
    private final Supplier<Snapshot> look;
    private final Function<Snapshot, Site> make;
    private List<Long> stamp = List.of();
    private Site site;

    /**
     * The site of a ledger.
     *
     * @param look reads the ledger
     * @param make the pages of what was read
     */
    public LiveSite(SqlLedger ledger, Supplier<Snapshot> look, Function<Snapshot, Site> make) {
        this.ledger = ledger;
        this.look = look;
        this.make = make;
    }

    /** The site as it is now. */
    synchronized Site now() {
        List<Long> counts = counts();
        if (!counts.equals(stamp)) {
            site = make.apply(look.get());
            stamp = counts;
        }
        return site;
    }

    /** Records are only ever added, so that their numbers tell whether anything has changed. */
    private List<Long> counts() {
        List<Long> counts = new ArrayList<>();
        for (RecordKind kind : RecordKind.values()) {
            counts.add(ledger.count(kind));
        }
        return counts;
    }
}
