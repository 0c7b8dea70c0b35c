package org.fovea.app.document;

import java.util.List;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import tools.jackson.databind.JsonNode;

/** Any record but a run, with its judgements, as they are in the ledger. */
public record RecordDocument(String number, String key, String kind, JsonNode record, List<JsonNode> judgements) {
    public static RecordDocument of(Ledger ledger, Numbered<?> numbered) {
        return new RecordDocument(
                numbered.label(),
                numbered.key(),
                numbered.kind().name(),
                CanonicalJson.tree(numbered.record()),
                ledger.judgements(numbered.key()).stream()
                        .map(each -> CanonicalJson.tree(each.record()))
                        .toList());
    }
}
