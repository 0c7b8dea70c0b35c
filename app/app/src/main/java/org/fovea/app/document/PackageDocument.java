package org.fovea.app.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.fovea.challenge.judge.JudgeResult;
import org.fovea.challenge.submission.SubmissionReadme;

/** A submission directory that was made. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PackageDocument(
        String output,
        long archiveBytes,
        String archiveSha256,
        long inflaterBytes,
        long runtimeBytes,
        Optional<Judged> judged) {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Judged(
            String isolation,
            boolean isolated,
            double seconds,
            OptionalLong peakBytes,
            long rawBytes,
            String rawSha256,
            boolean withinLimit) {
        private static Judged of(JudgeResult result) {
            return new Judged(
                    result.isolation(),
                    result.isolated(),
                    result.seconds(),
                    result.peakBytes(),
                    result.rawBytes(),
                    result.sha256(),
                    !result.tooSlow());
        }
    }

    public static PackageDocument of(Path output, SubmissionReadme readme) {
        return new PackageDocument(
                output.toString(),
                readme.ledger().fileBytes(),
                readme.sha256(),
                readme.inflaterBytes(),
                readme.runtimeBytes(),
                readme.judged().map(Judged::of));
    }
}
