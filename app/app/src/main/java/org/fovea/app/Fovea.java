package org.fovea.app;

import java.io.IOException;
import java.nio.file.Path;
import org.fovea.app.compress.Compression;
import org.fovea.app.inflate.Inflation;
import org.fovea.app.open.Opened;
import org.fovea.app.score.ScoreRequest;
import org.fovea.app.score.Scoring;
import org.fovea.app.workshop.LabSession;
import org.fovea.encode.profile.Profiles;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.selection.EvaluatorSelection;
import org.fovea.video.clip.Clip;

/**
 * What people do with Fovea, as a library: open, inflate, compress, score, experiment. Each call begins something that
 * says what else can be told.
 */
public final class Fovea {
    private Fovea() {}

    /**
     * Opens an archive of ours or a foreign submission.
     *
     * @throws org.fovea.codec.FormatException where it is damaged or of no known kind; names the file
     * @throws AppException where it is a folder, or larger than any archive
     */
    public static Opened open(Path file) throws IOException {
        return Opened.open(file);
    }

    /**
     * Draws the frames of an archive or a foreign submission: into memory, or into a sink.
     *
     * @throws org.fovea.codec.FormatException where it is damaged or of no known kind; names the file
     * @throws AppException where nothing in it draws frames
     */
    public static Inflation inflate(Path archive) throws IOException {
        return Inflation.of(open(archive));
    }

    /**
     * Opens a segmentation and a pose network. To be closed.
     *
     * @param name {@code bundled}, {@code official:DIR}, or the path of a {@code .yaml} file that describes networks of
     *     one's own
     * @throws IllegalArgumentException where it is none of these, with a message for users
     */
    public static EvaluatorPair networks(String name) throws IOException {
        return EvaluatorSelection.open(name);
    }

    /**
     * Encodes a clip for two networks.
     *
     * @param networks stay open
     * @param profile the name of one that comes with Fovea, such as {@code standard}, or the path of a {@code .yaml}
     *     file
     * @throws org.fovea.codec.FormatException where clip or profile are damaged; names the file
     * @throws IllegalArgumentException where there is no such profile, with a message for users
     */
    public static Compression compress(Path clip, EvaluatorPair networks, String profile) throws IOException {
        Profiles.Text text = Profiles.find(profile);
        return Compression.of(Clip.open(clip), networks, text.plan()).profileText(text.yaml());
    }

    /**
     * Scores whatever has frames against a clip. {@link Scoring} and {@link ScoreRequest} know more: progress, payload,
     * some pairs only, a cache.
     *
     * @param original a clip, or a folder that holds one and nothing else
     * @param candidate an archive, a foreign submission, a submission folder, raw frames, or a clip
     * @param networks stay open
     * @throws org.fovea.evaluate.score.ScoreException where the two cannot be compared
     * @throws org.fovea.codec.FormatException where one of them is damaged; names the file
     */
    public static ScoreResult score(Path original, Path candidate, EvaluatorPair networks)
            throws IOException, InterruptedException {
        return Scoring.of(networks, Reporter.SILENT)
                .score(ScoreRequest.of(original, candidate).prepare());
    }

    /**
     * Opens a lab, which is made where there is none. To be closed.
     *
     * @param folder of the lab
     */
    public static LabSession lab(Path folder) throws IOException {
        return LabSession.open(folder);
    }
}
