package org.fovea.lab.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a record refers to.
 *
 * @param kind of the other record; absent where it may be of any
 */
public record Link(Optional<RecordKind> kind, String key) {
    public static List<Link> of(LabRecord record) {
        List<Link> links = new ArrayList<>();
        switch (record) {
            case Benchmark _, Hypothesis _ -> {}
            case Study study -> add(links, RecordKind.BENCHMARK, study.benchmark());
            case Candidate candidate -> {
                candidate.parent().ifPresent(key -> add(links, RecordKind.CANDIDATE, key));
                candidate.hypothesis().ifPresent(key -> add(links, RecordKind.HYPOTHESIS, key));
            }
            case Run run -> {
                add(links, RecordKind.BENCHMARK, run.benchmark());
                add(links, RecordKind.CANDIDATE, run.candidate());
                run.study().ifPresent(key -> add(links, RecordKind.STUDY, key));
            }
            case Round round -> {
                add(links, RecordKind.BENCHMARK, round.benchmark());
                round.study().ifPresent(key -> add(links, RecordKind.STUDY, key));
                add(links, RecordKind.CANDIDATE, round.candidate());
                add(links, RecordKind.RUN, round.floorRun());
                add(links, RecordKind.RUN, round.candidateRun());
                round.seeds().ifPresent(seeds -> {
                    seeds.floorRuns().forEach(key -> add(links, RecordKind.RUN, key));
                    seeds.candidateRuns().forEach(key -> add(links, RecordKind.RUN, key));
                });
            }
            case GateResult gate -> add(links, RecordKind.RUN, gate.run());
            case DeadEnd deadEnd -> {
                add(links, RecordKind.BENCHMARK, deadEnd.benchmark());
                deadEnd.evidence().forEach(key -> add(links, RecordKind.RUN, key));
            }
            case Judgement judgement -> {
                add(links, RecordKind.BENCHMARK, judgement.benchmark());
                add(links, judgement.about(), judgement.subject());
                judgement.evidence().forEach(key -> add(links, RecordKind.RUN, key));
            }
            case Note note -> note.about().forEach(key -> links.add(new Link(Optional.empty(), key)));
        }
        return List.copyOf(links);
    }

    private static void add(List<Link> links, RecordKind kind, String key) {
        links.add(new Link(Optional.of(kind), key));
    }
}
