package org.fovea.app.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import tools.jackson.databind.JsonNode;

/** Records with their judgements, for programs; each is as it is in the ledger. */
public final class RecordDocument {
    private RecordDocument() {}

    /** A run with its candidate and benchmark. */
    public static Map<String, Object> ofRun(Ledger ledger, Numbered<Run> numbered) {
        Run run = numbered.record();
        Map<String, Object> document = head(numbered);
        document.put("current_workflow", run.score());
        run.ruleFaithfulScore().ifPresent(score -> document.put("rule_faithful", score));
        document.put("run", CanonicalJson.tree(run));
        document.put("candidate", tree(ledger.find(Candidate.class, run.candidate())));
        document.put("benchmark", tree(ledger.find(Benchmark.class, run.benchmark())));
        document.put("judgements", judgements(ledger, numbered));
        return document;
    }

    /** Any other record. */
    public static Map<String, Object> of(Ledger ledger, Numbered<?> numbered) {
        Map<String, Object> document = head(numbered);
        document.put("kind", numbered.kind().name());
        document.put("record", CanonicalJson.tree(numbered.record()));
        document.put("judgements", judgements(ledger, numbered));
        return document;
    }

    private static Map<String, Object> head(Numbered<?> numbered) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("number", numbered.label());
        document.put("key", numbered.key());
        return document;
    }

    private static JsonNode tree(Optional<? extends Numbered<?>> found) {
        return CanonicalJson.tree(found.orElseThrow().record());
    }

    private static List<JsonNode> judgements(Ledger ledger, Numbered<?> numbered) {
        return ledger.judgements(numbered.key()).stream()
                .map(each -> CanonicalJson.tree(each.record()))
                .toList();
    }
}
