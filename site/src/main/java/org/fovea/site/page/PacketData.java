package org.fovea.site.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.verdict.Finding;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.model.PairPoints;
import org.fovea.site.layout.Wording;
import org.fovea.lab.record.SettingChange;
import org.fovea.site.model.Snapshot;

/** What {@code data/packet-SLUG.json} holds; its schema says what each field is. */
record PacketData(BenchmarkData benchmark, Optional<FloorData> floor) {
    record BenchmarkData(
            String label,
            String key,
            String name,
            String clip,
            Optional<String> clipSha256,
            int pairs,
            long originalBytes,
            String evaluators,
            Optional<String> evaluatorsSha256,
            boolean official) {
        static BenchmarkData of(Numbered<Benchmark> numbered) {
            Benchmark record = numbered.record();
            return new BenchmarkData(
                    numbered.label(),
                    numbered.key(),
                    record.name(),
                    record.clip(),
                    record.clipSha256(),
                    record.pairs(),
                    record.originalBytes(),
                    record.evaluators(),
                    record.evaluatorsSha256(),
                    record.official());
        }
    }

    record Figures(
            String label,
            String key,
            double score,
            Optional<Double> ruleFaithfulScore,
            long bytes,
            Optional<Long> payload,
            double segmentation,
            double pose,
            String ended) {
        static Figures of(RunRow row) {
            return new Figures(
                    row.numberLabel(),
                    row.key(),
                    row.score(),
                    row.ruleFaithfulScore(),
                    row.bytes(),
                    row.payload(),
                    row.segmentation(),
                    row.pose(),
                    row.ended().toString());
        }
    }

    record GateData(String gate, boolean passed, String detail, String codeVersion, String time) {
        static GateData of(GateResult gate) {
            return new GateData(
                    Wording.word(gate.gate()),
                    gate.passed(),
                    gate.detail(),
                    gate.codeVersion(),
                    gate.time().toString());
        }
    }

    record RoundData(
            String label, int pairs, double gain, double low, double high, double level, double bar, String decision) {
        static RoundData of(Numbered<Round> numbered, Snapshot snapshot) {
            Round round = numbered.record();
            return new RoundData(
                    numbered.label(),
                    snapshot.run(round.candidateRun()).map(RunRow::pairs).orElse(0),
                    round.gain(),
                    round.low(),
                    round.high(),
                    round.level(),
                    round.bar(),
                    Wording.word(round.decision()));
        }
    }

    record Doubt(String severity, String code, String record, String message, String hint) {
        static Doubt of(Finding finding) {
            return new Doubt(
                    Wording.word(finding.severity()),
                    finding.code(),
                    finding.record(),
                    finding.message(),
                    finding.hint());
        }
    }

    record FloorData(
            Figures figures,
            String candidate,
            String track,
            String family,
            String source,
            String device,
            String machine,
            String codeVersion,
            Optional<String> frames,
            Optional<String> promotion,
            Optional<Figures> prior,
            List<SettingChange> changes,
            List<GateData> gates,
            List<RoundData> rounds,
            List<Figures> measurements,
            List<Figures> repetitions,
            List<Artifact> artifacts,
            List<SectionBytes> sections,
            List<PairPoints> worstPairs,
            List<VerifyCommands> commands,
            List<Doubt> doubts,
            List<String> missing,
            Optional<String> review,
            Map<String, String> settings) {
        static FloorData of(Packet packet, Snapshot snapshot) {
            Run run = packet.run();
            return new FloorData(
                    Figures.of(packet.row()),
                    packet.row().candidate(),
                    run.track(),
                    run.family(),
                    run.source(),
                    run.device(),
                    run.machine(),
                    run.codeVersion(),
                    run.frames(),
                    packet.promotion().map(decision -> decision.label()),
                    packet.prior().map(Figures::of),
                    packet.changes(),
                    packet.gates().stream()
                            .map(gate -> GateData.of(gate.record()))
                            .toList(),
                    packet.rounds().stream()
                            .map(round -> RoundData.of(round, snapshot))
                            .toList(),
                    packet.measurements().stream().map(Figures::of).toList(),
                    packet.repetitions().stream().map(Figures::of).toList(),
                    run.artifacts(),
                    packet.sections(),
                    packet.worstPairs(),
                    packet.commands(),
                    packet.findings().stream().map(Doubt::of).toList(),
                    packet.missing(),
                    packet.review(),
                    packet.settings());
        }
    }

    static PacketData of(Numbered<Benchmark> benchmark, Optional<Packet> packet, Snapshot snapshot) {
        return new PacketData(BenchmarkData.of(benchmark), packet.map(each -> FloorData.of(each, snapshot)));
    }
}
