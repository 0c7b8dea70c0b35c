package org.fovea.app.compress;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.open.Bases;
import org.fovea.app.open.Opened;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.BaseFile;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.RendererFamily;
import org.fovea.codec.mask.MaskShape;
import org.fovea.encode.Stage;
import org.fovea.encode.profile.Plan;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.TrialProfile;
import org.fovea.encode.start.Fit;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FurtherNetwork;

/**
 * Whether all profiles that a plan may take serve some networks, and what else was asked for. What does not go together
 * is refused before the clip is looked at, which may take long.
 */
record PlanFit(Plan plan, EvaluatorPair networks) {
    /**
     * A plan as some networks can use it: one that tries profiles tries others where there is no segmentation network,
     * and the video track as well on a sequence, all of whose frames a video has.
     */
    static Plan served(Plan plan, EvaluatorPair networks) {
        if (!(plan instanceof TrialProfile several)) {
            return plan;
        }
        if (!networks.segmentation().present()) {
            return several.withoutMasks();
        }
        return networks.sequence() ? several.withVideo() : several;
    }

    /**
     * Refuses a plan that cannot serve the networks at all.
     *
     * @throws org.fovea.encode.start.UnfitException where its stages cannot follow the objective
     * @throws AppException where it trains through a network that has no gradient
     */
    void verifyNetworks() {
        for (Profile profile : profiles()) {
            Fit.verifyObjective(profile.renderer().family().input(), most(profile), networks);
        }
        verifyGradients();
    }

    /**
     * Refuses an untrained renderer that does not fit.
     *
     * @throws org.fovea.encode.start.UnfitException naming what does not
     */
    void verifyRenderers(MaskShape masks) {
        for (Profile profile : profiles()) {
            RendererFamily family = profile.renderer().family();
            List<Integer> parameters = profile.renderer().parameters();
            Fit.verifyRenderer(family, parameters, masks);
        }
    }

    void verifySteerable() {
        profiles().forEach(PlanFit::verifySteerable);
    }

    /** Refuses an archive to begin with of the other kind, or with a renderer where one is to be chosen. */
    void verifyBeginning(Opened first) {
        if (!(plan instanceof Profile profile)) {
            throw AppException.usage("the profile chooses a renderer by trying several, but " + first.name()
                    + " has one already; name one of the profiles that it tries");
        }
        boolean video = first.header().isVideo();
        if (video != profile.stream().isPresent()) {
            throw AppException.usage("fovea compress: --init " + first.name() + " holds "
                    + (video ? "a video" : "class masks") + ", but the profile's stages work on "
                    + (video ? "class masks; add --profile standard/video" : "a video; add --profile standard/masks"));
        }
    }

    /**
     * Bases, which the profile can begin with. Of several only those remain that draw pictures of the clip's size.
     *
     * @param masks of the clip
     */
    List<BaseFile> bases(Bases bases, FrameSize clip, MaskShape masks) throws IOException {
        if (profiles().stream().anyMatch(profile -> profile.renderer().family().id() != LatentFamily.ID)) {
            throw AppException.usage("--base: a base is of family latent; take a profile of it, as standard/latent");
        }
        List<BaseFile> all = bases.all();
        if (all.size() == 1) {
            return all;
        }
        FrameSize picture = networks.segmentation().present()
                ? new FrameSize(masks.width(), masks.height())
                : Fit.picture(clip, networks);
        return all.stream()
                .filter(base -> base.header().coded().width() == picture.width()
                        && base.header().coded().height() == picture.height())
                .toList();
    }

    private static void verifySteerable(Profile profile) {
        if (profile.stream().isPresent()) {
            throw AppException.usage("a target steers the price of a byte, which the stream of a video does not follow;"
                    + " try other values of stream.crf, or take --profile standard/masks, "
                    + "standard/latent or fast/latent");
        }
        if (profile.afterTraining().isEmpty()) {
            throw AppException.usage(
                    "a target steers the price of a byte, but the profile has no stage after its training"
                            + " that follows it; add quantise, masks or poses");
        }
    }

    private List<Profile> profiles() {
        return profiles(plan);
    }

    static List<Profile> profiles(Plan plan) {
        return switch (plan) {
            case Profile one -> List.of(one);
            case TrialProfile several ->
                several.candidates().stream()
                        .map(TrialProfile.Candidate::profile)
                        .toList();
        };
    }

    private static Stage.Sight most(Profile profile) {
        if (trains(profile)) {
            return Stage.Sight.EVERYTHING;
        }
        boolean steps =
                profile.stages().stream().anyMatch(choice -> choice.stage().sight() == Stage.Sight.STEPS);
        return steps ? Stage.Sight.STEPS : Stage.Sight.PAIRS;
    }

    private static boolean trains(Profile profile) {
        return profile.stages().stream().anyMatch(choice -> choice.training().isPresent());
    }

    private void verifyGradients() {
        if (profiles().stream().noneMatch(PlanFit::trains)) {
            return;
        }
        Optional<String> segmentation = networks.segmentation().withoutGradient();
        segmentation.or(networks.pose()::withoutGradient).ifPresent(reason -> {
            throw AppException.badInput("no gradient through the "
                    + (segmentation.isPresent() ? "segmentation" : "pose") + " network, which training needs: " + reason
                    + "; score with it, or take a profile that does not train, as --profile fast/colours");
        });
        for (FurtherNetwork network : networks.further()) {
            network.withoutGradient().ifPresent(reason -> {
                throw AppException.badInput("no gradient through " + network.name() + ", which training needs: "
                        + reason + "; score with it, or leave it out of the objective");
            });
        }
    }
}
