package org.fovea.lab.agent;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.queue.JobQueue;
import org.fovea.lab.queue.Workshop;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.study.StudyJudge;

/**
 * The lab that a server speaks for.
 *
 * @param folder its folder, with {@code lab.yaml}
 * @param ledger what it remembers
 * @param queue what it has to do
 * @param judge who decides what runs mean; it should have an {@link AgentBudget} as allowance, as those of the workers
 *     should
 * @param workshop who tries the gates of a promotion; asked for when the first one begins
 * @param explain one line for what is neither a refusal of the lab nor a wrong argument
 */
public record AgentLab(
        LabFolder folder,
        Ledger ledger,
        JobQueue queue,
        StudyJudge judge,
        Supplier<Workshop> workshop,
        Function<Throwable, String> explain) {
    AgentBudget budget() {
        return new AgentBudget(folder, queue);
    }

    /** The benchmark that is meant: the only one where none is named. */
    Numbered<Benchmark> benchmark(Optional<String> name) {
        if (name.isPresent()) {
            return ledger.resolve(Benchmark.class, name.get());
        }
        List<Numbered<Benchmark>> all = ledger.all(Benchmark.class);
        if (all.size() != 1) {
            throw new LedgerException(
                    all.isEmpty()
                            ? "the lab has no benchmark; a person declares one with fovea lab benchmark"
                            : "the lab has " + all.size() + " benchmarks; name one: "
                                    + String.join(
                                            ", ",
                                            all.stream()
                                                    .map(each -> each.record().name())
                                                    .toList()));
        }
        return all.getFirst();
    }
}
