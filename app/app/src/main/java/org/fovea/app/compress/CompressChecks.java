package org.fovea.app.compress;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.mask.MaskShape;
import org.fovea.encode.profile.Profiles;
import org.fovea.encode.start.Fit;
import org.fovea.encode.start.UnfitException;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.selftest.Check;
import org.fovea.evaluate.selftest.Check.Outcome;

/** What {@link Compression} asks of a pair of networks before it begins, so that nobody learns of it an hour later. */
public final class CompressChecks {
    private CompressChecks() {}

    /** The checks: class maps and frames that an archive can hold, and the profiles that serve these networks. */
    public static List<Check> of(EvaluatorPair networks, FrameSize size, int pairs) throws IOException {
        String fit = "compress: classes and sizes";
        MaskShape masks;
        try {
            masks = Fit.masks(size, pairs, networks);
        } catch (UnfitException e) {
            return List.of(new Check(fit, Outcome.FAILS, "", "compress: " + e.getMessage(), Map.of()));
        }
        String shape = networks.segmentation().present()
                ? String.format(
                        Locale.ROOT,
                        "%d classes, maps of %d×%d, frames of %s",
                        masks.classes(),
                        masks.width(),
                        masks.height(),
                        size)
                : "pictures of " + Fit.picture(size, networks) + ", frames of " + size;
        return List.of(new Check(fit, Outcome.HOLDS, shape, "", Map.of()), profiles(networks, masks));
    }

    private static Check profiles(EvaluatorPair networks, MaskShape masks) throws IOException {
        List<String> serve = new ArrayList<>();
        List<String> others = new ArrayList<>();
        String reason = "";
        for (String name : Profiles.names()) {
            Optional<String> objection = objection(networks, masks, name);
            (objection.isEmpty() ? serve : others).add(name);
            reason = objection.orElse(reason);
        }
        String name = "compress: profiles";
        String measured = serve.isEmpty() ? "none" : String.join(", ", serve);
        if (others.isEmpty()) {
            return new Check(name, Outcome.HOLDS, measured, "", Map.of());
        }
        return new Check(
                name,
                serve.isEmpty() ? Outcome.FAILS : Outcome.DOUBTFUL,
                measured,
                "compress: " + String.join(", ", others) + " cannot be used: " + reason,
                Map.of());
    }

    private static Optional<String> objection(EvaluatorPair networks, MaskShape masks, String name) throws IOException {
        try {
            PlanFit fit = new PlanFit(PlanFit.served(Profiles.find(name).plan(), networks), networks);
            fit.verifyNetworks();
            fit.verifyRenderers(masks);
            return Optional.empty();
        } catch (UnfitException | AppException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
