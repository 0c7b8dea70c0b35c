package org.fovea.site.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;

/**
 * A ledger that lists some of its runs only, to be read: what looks at every pair of every run takes too long for ten thousand of them.
 *
 * @param ledger all of it
 * @param rows runs that it lists
 * @param open whether runs can be read, and not only listed
 */
record SomeRuns(Ledger ledger, List<RunRow> rows, boolean open) implements Ledger {
    @Override
    public <T extends LabRecord> Numbered<T> add(T record) {
        throw new UnsupportedOperationException("a ledger to be read");
    }

    @Override
    public <T extends LabRecord> Optional<Numbered<T>> find(Class<T> type, String key) {
        return type == Run.class && !open ? Optional.empty() : ledger.find(type, key);
    }

    @Override
    public <T extends LabRecord> Optional<Numbered<T>> find(Class<T> type, long number) {
        return type == Run.class && !open ? Optional.empty() : ledger.find(type, number);
    }

    @Override
    public <T extends LabRecord> List<Numbered<T>> all(Class<T> type) {
        return ledger.all(type);
    }

    @Override
    public long count(RecordKind kind) {
        return ledger.count(kind);
    }

    @Override
    public Numbered<?> resolve(String reference) {
        return ledger.resolve(reference);
    }

    @Override
    public <T extends LabRecord> Numbered<T> resolve(Class<T> type, String reference) {
        return ledger.resolve(type, reference);
    }

    @Override
    public List<RunRow> runs(RunQuery query) {
        return rows;
    }

    @Override
    public long count(RunQuery query) {
        return rows.size();
    }

    @Override
    public Optional<Numbered<Run>> runOfJob(String job) {
        return ledger.runOfJob(job);
    }

    @Override
    public Optional<Numbered<Run>> floor(String benchmark) {
        return open ? ledger.floor(benchmark) : Optional.empty();
    }

    @Override
    public List<Numbered<Judgement>> judgements(String subject) {
        return ledger.judgements(subject);
    }

    @Override
    public <T extends LabRecord> List<Numbered<T>> standing(Class<T> type, Optional<String> benchmark) {
        return ledger.standing(type, benchmark);
    }

    @Override
    public <R> R transaction(Function<Ledger, R> work) {
        return work.apply(this);
    }
}
