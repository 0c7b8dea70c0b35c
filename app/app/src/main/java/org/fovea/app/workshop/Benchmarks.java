package org.fovea.app.workshop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.selection.EvaluatorSelection;
import org.fovea.lab.folder.Place;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.video.clip.Clip;
import org.jspecify.annotations.Nullable;

/** Declares benchmarks and finds the one that is meant. */
public record Benchmarks(OpenLab lab) {
    /**
     * Declares a benchmark and where its files are on this machine. The same one again only changes where they are.
     *
     * @param originalBytes what the rate is counted against; null for the clip's size
     */
    public Numbered<Benchmark> declare(String name, Path clip, String evaluators, @Nullable Long originalBytes)
            throws IOException {
        Clip opened = Clip.open(clip);
        String hash = opened.sha256();
        Place place = place(name, clip, evaluators);
        Benchmark made;
        try (EvaluatorPair networks = open(evaluators)) {
            requireChallengePrices(networks);
            made = new Benchmark(
                    name,
                    clip.getFileName().toString(),
                    Optional.of(hash),
                    networks.pairs(opened.frameCount()),
                    originalBytes == null ? opened.facts().bytes() : originalBytes,
                    networks.identity().name(),
                    Optional.of(networks.identity().hash()),
                    networks.identity().official(),
                    networks.sequence() ? Optional.of(Benchmark.SEQUENCE) : Optional.empty(),
                    Instant.now());
        } catch (IllegalArgumentException e) {
            throw AppException.usage(String.valueOf(e.getMessage()));
        }
        Optional<Numbered<Benchmark>> known = named(name);
        if (known.isPresent() && !same(known.get().record(), made)) {
            throw AppException.usage("benchmark " + name
                    + ": is already declared with another clip, other networks or another size; choose another name");
        }
        lab.folder().write(lab.folder().config().with(name, place));
        return known.isPresent() ? known.get() : lab.ledger().add(made);
    }

    /** Refuses prices of an objective's own: records and charts keep two terms and the challenge's prices. */
    static void requireChallengePrices(EvaluatorPair networks) {
        if (!ScoreFormula.of(networks).equals(ScoreFormula.COMMA)) {
            throw AppException.usage("a lab keeps the challenge's terms and prices, but the objective has its own "
                    + "weights, rate or further networks; score, compare, compress and bench rd take it");
        }
    }

    private static boolean same(Benchmark one, Benchmark other) {
        return one.clipSha256().equals(other.clipSha256())
                && one.evaluatorsSha256().equals(other.evaluatorsSha256())
                && one.originalBytes() == other.originalBytes();
    }

    private static EvaluatorPair open(String text) throws IOException {
        try {
            return EvaluatorSelection.open(text);
        } catch (IllegalArgumentException e) {
            throw AppException.usage("--evaluators: " + e.getMessage());
        }
    }

    /** Paths as the lab's folder sees them. What is demanded of classes stays. */
    private Place place(String name, Path clip, String evaluators) throws IOException {
        String official = "official:";
        String named = evaluators.equals("bundled")
                ? evaluators
                : evaluators.startsWith(official)
                        ? official + relative(Path.of(evaluators.substring(official.length())))
                        : relative(Path.of(evaluators));
        Place known = lab.folder().config().benchmarks().get(name);
        return new Place(relative(clip), named, known == null ? List.of() : known.minimum());
    }

    private String relative(Path path) {
        return lab.folder().path().relativize(path.toAbsolutePath().normalize()).toString();
    }

    private Optional<Numbered<Benchmark>> named(String name) {
        return lab.ledger().all(Benchmark.class).stream()
                .filter(each -> each.record().name().equals(name))
                .findFirst();
    }

    /**
     * The benchmark that is meant.
     *
     * @param name null for the only one there is
     */
    public Numbered<Benchmark> find(String name) {
        if (name != null) {
            return lab.ledger().resolve(Benchmark.class, name);
        }
        List<Numbered<Benchmark>> all = lab.ledger().all(Benchmark.class);
        if (all.size() != 1) {
            throw AppException.usage(
                    all.isEmpty()
                            ? "the lab has no benchmark; declare one with fovea lab benchmark NAME --clip CLIP"
                            : "the lab has " + all.size() + " benchmarks; name one with --benchmark NAME");
        }
        return all.getFirst();
    }
}
