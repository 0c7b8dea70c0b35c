package org.fovea.site.page;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fovea.lab.doctor.Finding;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.chart.Metric;
import org.fovea.site.markdown.Markdown;
import org.fovea.site.markdown.RecordLinks;
import org.fovea.site.layout.Frame;
import org.fovea.site.model.SettingChange;
import org.fovea.site.model.Snapshot;

/**
 * The review form of a promotion: what a person needs to agree with it, or not.
 *
 * @param frame around it
 * @param decision the promotion
 * @param run that was promoted, whole
 * @param changes settings that differ from the prior floor's; empty for the first
 * @param metrics figures of the run beside those of the prior floor
 * @param gates checks that the run went through, in order
 * @param identities hashes
 * @param findings of the lab's doctor about the run and its promotion
 * @param missing what the ledger does not hold
 * @param links where records are
 */
public record PromotionPage(
        Frame frame,
        Decision decision,
        Run run,
        List<SettingChange> changes,
        List<Metric> metrics,
        List<GateResult> gates,
        List<Identity> identities,
        List<Finding> findings,
        List<String> missing,
        RecordLinks links) {
    private static final int REVIEW_BELOW = 2;

    static PromotionPage of(Frame frame, Decision decision, RecordLinks links) {
        Snapshot snapshot = frame.snapshot();
        RunRow row = decision.run();
        Run run = snapshot.details(row);
        return new PromotionPage(
                frame,
                decision,
                run,
                decision.prior()
                        .map(prior -> SettingChange.between(
                                snapshot.candidate(prior).record(),
                                snapshot.candidate(row).record()))
                        .orElse(List.of()),
                Metric.of(
                        decision.prior(),
                        decision.run(),
                        decision.benchmark().record().originalBytes()),
                snapshot.gates(row.key()).stream().map(Numbered::record).toList(),
                Identity.of(decision.benchmark(), row, run),
                snapshot.findings(Set.of(
                        row.numberLabel(),
                        decision.label(),
                        decision.benchmark().label())),
                Missing.of(snapshot, row, run, Optional.of(decision.judgement())),
                links);
    }

    /** What was looked at, and the risks. */
    public Optional<String> review() {
        return decision.judgement()
                .record()
                .review()
                .map(text -> Markdown.html(text, REVIEW_BELOW, links, frame.root()));
    }

    /** Text in which names of records are links. */
    public String html(String text) {
        return links.html(text, frame.root());
    }
}
