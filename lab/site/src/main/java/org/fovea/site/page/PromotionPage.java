package org.fovea.site.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fovea.lab.doctor.Finding;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.SettingChange;
import org.fovea.lab.store.Numbered;
import org.fovea.site.chart.Metric;
import org.fovea.site.layout.Frame;
import org.fovea.site.markdown.Markdown;
import org.fovea.site.markdown.RecordLinks;
import org.fovea.site.model.Snapshot;

/**
 * The review form of a promotion: what a person needs to agree with it, or not.
 *
 * @param frame around it
 * @param decision the promotion
 * @param links where records are
 */
public record PromotionPage(Frame frame, Decision decision, RecordLinks links) {
    private static final int REVIEW_BELOW = 2;

    /** Settings that differ from the prior baseline's; empty for the first. */
    public List<SettingChange> changes() {
        return decision.prior()
                .map(prior -> SettingChange.between(
                        snapshot().candidate(prior).record(),
                        snapshot().candidate(decision.run()).record()))
                .orElse(List.of());
    }

    private Snapshot snapshot() {
        return frame.snapshot();
    }

    /** Figures of the run next to those of the prior baseline. */
    public List<Metric> metrics() {
        return Metric.of(
                decision.prior(), decision.run(), decision.benchmark().record().originalBytes());
    }

    /** Checks that the run went through, in order. */
    public List<GateResult> gates() {
        return snapshot().about(GateResult.class, decision.run().key()).stream()
                .map(Numbered::record)
                .toList();
    }

    /** Hashes. */
    public List<Identity> identities() {
        return Identity.of(decision.benchmark(), decision.run(), snapshot().details(decision.run()));
    }

    /** What the lab's doctor finds about the run and its promotion. */
    public List<Finding> findings() {
        return snapshot()
                .findings(Set.of(
                        decision.run().numberLabel(),
                        decision.label(),
                        decision.benchmark().label()));
    }

    /** What the ledger does not hold. */
    public List<String> missing() {
        Run run = snapshot().details(decision.run());
        List<String> missing = new ArrayList<>();
        add(
                missing,
                gates().isEmpty(),
                "no gate was tried by this lab: nothing was inflated or scored again before the promotion");
        add(missing, decision.review().isEmpty(), "no review was written");
        add(
                missing,
                run.bytes().payload().isEmpty(),
                "what inflating needs outside the archive, so that the rule_faithful score is not known");
        return missing;
    }

    private static void add(List<String> all, boolean isMissing, String what) {
        if (isMissing) {
            all.add(what);
        }
    }

    /** What was reviewed, and the risks. */
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
