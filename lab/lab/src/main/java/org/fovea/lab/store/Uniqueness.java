package org.fovea.lab.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.jdbi.v3.core.Handle;

/** What there is only once beside keys: names of benchmarks and studies, and the run of a job. */
final class Uniqueness {
    private static final int SHOWN_DIGITS = 8;

    private Uniqueness() {}

    /**
     * Checks that a name is free.
     *
     * @throws LedgerException where it is not
     */
    static void checkName(Handle handle, LabRecord record) {
        name(record).flatMap(name -> taken(handle, record.kind(), name)).ifPresent(number -> {
            throw new LedgerException("another " + Tables.words(record.kind()) + " is called '"
                    + name(record).orElseThrow() + "' already, "
                    + record.kind().label(number) + "; choose another name");
        });
    }

    /** Gives a record of another lab its own name, or none, where what is here has it. */
    static void yield(Handle handle, LabRecord record, String key, Map<String, Object> columns) {
        name(record)
                .filter(name -> taken(handle, record.kind(), name).isPresent())
                .ifPresent(name -> columns.put("name", name + " (" + key.substring(0, SHOWN_DIGITS) + ")"));
        if (record instanceof Run run
                && run.job().flatMap(job -> runOfJob(handle, job)).isPresent()) {
            columns.remove("job");
        }
    }

    private static Optional<String> name(LabRecord record) {
        return switch (record) {
            case Benchmark benchmark -> Optional.of(benchmark.name());
            case Study study -> Optional.of(study.name());
            default -> Optional.empty();
        };
    }

    private static Optional<Long> taken(Handle handle, RecordKind kind, String name) {
        return handle.select("SELECT number FROM " + Tables.of(kind) + " WHERE name = ?", name)
                .mapTo(Long.class)
                .findOne();
    }

    static Optional<Numbered<Run>> runOfJob(Handle handle, String job) {
        return RecordRows.select(handle, Run.class, "t.job = :job", "")
                .bind("job", job)
                .map(RecordRows.mapper(Run.class))
                .findOne();
    }

    /**
     * The run that a job has made before.
     *
     * @throws LedgerException where that one has other results
     */
    static Optional<Numbered<Run>> sameJob(Handle handle, LabRecord record) {
        if (!(record instanceof Run run) || run.job().isEmpty()) {
            return Optional.empty();
        }
        Optional<Numbered<Run>> there = runOfJob(handle, run.job().get());
        there.filter(other -> !results(other.record()).equals(results(run))).ifPresent(other -> {
            throw new LedgerException("job " + run.job().get() + " has made " + other.label()
                    + " with other results; look why it does not come to the same ones");
        });
        return there;
    }

    /** What must be the same when a job is done again; when and where it ran may differ. */
    private static List<Object> results(Run run) {
        return List.of(
                run.benchmark(),
                run.candidate(),
                run.replaced(),
                run.subset(),
                run.built(),
                run.bytes(),
                run.segmentation(),
                run.pose(),
                run.pairs(),
                run.frames());
    }
}
