package org.fovea.lab.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.RecordKind;

/**
 * What holds after some judgements, by the rules that {@link Ledger} tells. Nothing else in a lab decides this:
 * {@link History} replays a ledger with it, and {@link StandingTables} keeps in the database what it says, so that
 * lists are fast.
 *
 * <p>Judgements may come in any order, one that voids another even before that one; each changes only what it is about,
 * and what that is about in turn.
 */
final class Standing {
    private static final Comparator<Entry> ORDER =
            Comparator.comparing(Entry::moment).thenComparing(Entry::number);

    private final Map<String, Entry> judgements = new HashMap<>(); // by key
    private final Map<String, Integer> against = new HashMap<>(); // standing judgements that void a record, by its key
    private final Map<String, TreeSet<Entry>> standing = new HashMap<>(); // about a run, by its key
    private final Map<String, TreeSet<Entry>> promoted =
            new HashMap<>(); // last judgements of promoted runs, by benchmark

    /**
     * A judgement, as far as the rules look at it.
     *
     * @param number in the ledger; decides between judgements of the same moment
     * @param about kind of its subject
     * @param benchmark of the subject, anything that names it
     * @param moment its place in the order
     */
    record Entry(
            long number,
            String key,
            Verdict verdict,
            RecordKind about,
            String subject,
            String benchmark,
            Instant moment) {
        private boolean voids() {
            return (verdict == Verdict.REOPENED || verdict == Verdict.INVALIDATED)
                    && (about == RecordKind.JUDGEMENT || about == RecordKind.DEAD_END);
        }
    }

    /**
     * Takes a judgement.
     *
     * @return the judgement of a run that holds, or holds no longer, because of it: itself, or the one that it is about
     *     in the end; absent where no run is concerned
     */
    Optional<Entry> add(Entry added) {
        judgements.put(added.key(), added);
        if (isVoid(added.key())) {
            return Optional.empty();
        }
        Entry changed = added;
        boolean stands = true;
        while (changed.voids() && turns(changed.subject(), stands)) {
            Entry subject = judgements.get(changed.subject());
            if (subject == null) {
                return Optional.empty();
            }
            changed = subject;
            stands = !isVoid(changed.key());
        }
        if (changed.about() != RecordKind.RUN) {
            return Optional.empty();
        }
        decide(changed, stands);
        return Optional.of(changed);
    }

    /**
     * Counts one more, or one less, that voids a record; returns whether that makes it void, or makes it hold again.
     */
    private boolean turns(String key, boolean more) {
        boolean before = isVoid(key);
        against.merge(key, more ? 1 : -1, Integer::sum);
        return isVoid(key) != before;
    }

    private void decide(Entry changed, boolean stands) {
        TreeSet<Entry> ofRun = standing.computeIfAbsent(changed.subject(), _ -> new TreeSet<>(ORDER));
        TreeSet<Entry> floors = promoted.computeIfAbsent(changed.benchmark(), _ -> new TreeSet<>(ORDER));
        if (!ofRun.isEmpty()) {
            floors.remove(ofRun.last());
        }
        if (stands) {
            ofRun.add(changed);
        } else {
            ofRun.remove(changed);
        }
        if (!ofRun.isEmpty() && ofRun.last().verdict() == Verdict.PROMOTED) {
            floors.add(ofRun.last());
        }
    }

    boolean isVoid(String key) {
        return against.getOrDefault(key, 0) > 0;
    }

    /** The last judgement about a run that stands. */
    Optional<Entry> last(String run) {
        return last(standing, run);
    }

    /** The judgement that made the baseline of a benchmark. */
    Optional<Entry> floor(String benchmark) {
        return last(promoted, benchmark);
    }

    private static Optional<Entry> last(Map<String, TreeSet<Entry>> all, String key) {
        return Optional.ofNullable(all.get(key))
                .filter(entries -> !entries.isEmpty())
                .map(TreeSet::last);
    }
}
