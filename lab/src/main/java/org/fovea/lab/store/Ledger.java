package org.fovea.lab.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Spread;

/**
 * Everything that a lab remembers. Records are added and never changed or removed; the database itself refuses both.
 * Safe for several threads, processes and machines.
 */
public interface Ledger {
    /**
     * Adds a record.
     *
     * @return as it is held; where the ledger had one of the same key, that one, and nothing changes
     * @throws LedgerException where it refers to records that are not there, or a run of the same job is there already
     *     with other results
     */
    <T extends LabRecord> Numbered<T> add(T record);

    /** A record by its key. Runs come with their pairs. */
    <T extends LabRecord> Optional<Numbered<T>> find(Class<T> type, String key);

    /** A record by its number. */
    <T extends LabRecord> Optional<Numbered<T>> find(Class<T> type, long number);

    /** All records of a kind in the order of their numbers. Many runs are better read with {@link #runs}. */
    <T extends LabRecord> List<Numbered<T>> all(Class<T> type);

    /** Rounds of a study, in the order of their numbers. */
    default List<Numbered<Round>> rounds(String study) {
        return all(Round.class).stream()
                .filter(round -> round.record().study().filter(study::equals).isPresent())
                .toList();
    }

    /** How many records of a kind there are. */
    long count(RecordKind kind);

    /**
     * The record that a person means.
     *
     * @param reference a number such as R-0107 or h42, the first 6 or more digits of a key, or the name of a benchmark,
     *     study, run or candidate
     * @throws LedgerException where there is none, or more than one; the message is for people
     */
    Numbered<?> resolve(String reference);

    /**
     * The record of one kind that a person means.
     *
     * @throws LedgerException as above, and where it is of another kind
     */
    <T extends LabRecord> Numbered<T> resolve(Class<T> type, String reference);

    /** Runs as lines of a list. */
    List<RunRow> runs(RunQuery query);

    /** How many there are without the query's limit. */
    long count(RunQuery query);

    /**
     * Scores of runs that were repeated with other seeds, by {@link RunRow#seriesKey}; invalidated runs do not count.
     */
    Map<String, Spread> spreads();

    /** The run that a job has made, if it has. */
    Optional<Numbered<Run>> runOfJob(String job);

    /**
     * The run that everybody must beat: promoted last on this benchmark, and neither superseded, invalidated nor
     * reopened since.
     */
    Optional<Numbered<Run>> floor(String benchmark);

    /** What was judged of a record, in order. */
    List<Numbered<Judgement>> judgements(String subject);

    /**
     * The dead ends, judgements and so on that hold now: those of a benchmark that no later judgement reopened or
     * invalidated.
     *
     * @param type {@link org.fovea.lab.record.DeadEnd} or {@link Judgement}
     */
    <T extends LabRecord> List<Numbered<T>> standing(Class<T> type, Optional<String> benchmark);

    /** Does several things at once, or none of them. */
    <R> R transaction(Function<Ledger, R> work);
}
