package org.fovea.app.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import tools.jackson.databind.JsonNode;

/**
 * A run with its candidate, benchmark and judgements; these are as they are in the ledger.
 *
 * @param number as in R-0107
 * @param currentWorkflow the score
 * @param ruleFaithful the score with what is outside the archive, where that is known
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RunDocument(
        String number,
        String key,
        @JsonProperty("current_workflow") double currentWorkflow,
        @JsonProperty("rule_faithful") Optional<Double> ruleFaithful,
        JsonNode run,
        JsonNode candidate,
        JsonNode benchmark,
        List<JsonNode> judgements) {
    public static RunDocument of(Ledger ledger, Numbered<Run> numbered) {
        Run run = numbered.record();
        return new RunDocument(
                numbered.label(),
                numbered.key(),
                run.score(),
                run.ruleFaithfulScore(),
                CanonicalJson.tree(run),
                CanonicalJson.tree(ledger.find(Candidate.class, run.candidate())
                        .orElseThrow()
                        .record()),
                CanonicalJson.tree(ledger.find(Benchmark.class, run.benchmark())
                        .orElseThrow()
                        .record()),
                ledger.judgements(numbered.key()).stream()
                        .map(each -> CanonicalJson.tree(each.record()))
                        .toList());
    }
}
