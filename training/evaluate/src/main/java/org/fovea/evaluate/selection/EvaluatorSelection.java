package org.fovea.evaluate.selection;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.arithmetic.Arithmetic;
import org.fovea.evaluate.bundled.BundledEvaluators;
import org.fovea.evaluate.official.OfficialEvaluators;
import org.fovea.evaluate.script.ScriptPair;

/** What {@code --evaluators} names. */
public final class EvaluatorSelection {
    private static final String OFFICIAL = "official:";
    private static final String BUNDLED = "bundled";
    private static final String FORMS = "bundled, official:DIR or FILE.yaml";

    private EvaluatorSelection() {}

    /**
     * Opens a pair of evaluators; its user closes it.
     *
     * @param text {@code bundled}, the small networks that come with Fovea; {@code official:DIR}, the challenge's
     *     networks with the weights in a folder; {@code FILE.yaml}, a pair of one's own or the challenge's objective,
     *     see {@link EvaluatorFile}
     * @throws IllegalArgumentException where the text names none of these; the message is for the person who wrote it
     * @throws org.fovea.codec.FormatException where a file is damaged or does not say what it should
     * @throws IOException where a file cannot be read, or as {@link Arithmetic#verify}
     */
    public static EvaluatorPair open(String text) throws IOException {
        return open(text, line -> {});
    }

    /**
     * @param note takes a line where this machine computes wrong with the usual kernels, so that slower ones are used
     */
    public static EvaluatorPair open(String text, Consumer<String> note) throws IOException {
        EvaluatorPair networks = named(text);
        try {
            Arithmetic.ofProcess(note).verify(networks);
            return networks;
        } catch (IOException | RuntimeException e) {
            networks.close();
            throw e;
        }
    }

    private static EvaluatorPair named(String text) throws IOException {
        if (text.equals(BUNDLED)) {
            return BundledEvaluators.load();
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (text.startsWith(OFFICIAL)) {
            return OfficialEvaluators.open(path(text.substring(OFFICIAL.length())));
        }
        if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
            Path file = path(text);
            Optional<Path> challenge = EvaluatorFile.challenge(file);
            return challenge.isPresent()
                    ? OfficialEvaluators.open(challenge.get())
                    : ScriptPair.open(EvaluatorFile.read(file));
        }
        throw new IllegalArgumentException("'" + text + "' names no evaluators; use " + FORMS);
    }

    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("official: needs a folder, as in official:models");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' cannot be a path; use " + FORMS, e);
        }
    }
}
