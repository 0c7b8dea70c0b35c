package org.fovea.app.document;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fovea.challenge.judge.JudgeResult;
import org.fovea.challenge.submission.SubmissionReadme;

/** A submission directory that was made, for programs. */
public final class PackageDocument {
    private PackageDocument() {}

    public static Map<String, Object> of(Path output, SubmissionReadme readme) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("output", output.toString());
        document.put("archiveBytes", readme.ledger().fileBytes());
        document.put("archiveSha256", readme.sha256());
        document.put("inflaterBytes", readme.inflaterBytes());
        document.put("runtimeBytes", readme.runtimeBytes());
        readme.judged().ifPresent(result -> document.put("judged", judged(result)));
        return document;
    }

    private static Map<String, Object> judged(JudgeResult result) {
        Map<String, Object> judged = new LinkedHashMap<>();
        judged.put("isolation", result.isolation());
        judged.put("isolated", result.isolated());
        judged.put("seconds", result.seconds());
        result.peakBytes().ifPresent(bytes -> judged.put("peakBytes", bytes));
        judged.put("rawBytes", result.rawBytes());
        judged.put("rawSha256", result.sha256());
        judged.put("withinLimit", !result.tooSlow());
        return judged;
    }
}
