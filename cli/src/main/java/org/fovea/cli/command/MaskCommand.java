package org.fovea.cli.command;

import picocli.CommandLine.Command;

/** {@code fovea mask}: commands on class-mask tensors. */
@Command(
        name = "mask",
        header = "Code, decode and show class masks.",
        subcommands = {MaskLookCommand.class, MaskEncodeCommand.class, MaskDecodeCommand.class, MaskShowCommand.class},
        footerHeading = "%nExample:%n",
        footer = "  fovea mask encode masks.u8 --frames 600 --height 384 --width 512 -o masks.fva")
public final class MaskCommand extends GroupCommand {}
