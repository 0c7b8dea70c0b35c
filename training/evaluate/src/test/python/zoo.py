"""Makes the TorchScript files of ZooTest.

    apt-get install -y --no-install-recommends python3-torch python3-torchvision
    /usr/bin/python3 training/evaluate/src/test/python/zoo.py training/evaluate/src/test/resources/zoo        # the small files of ZooTest
    /usr/bin/python3 training/evaluate/src/test/python/zoo.py --full FOLDER                          # all, as users export them

Small files have the whole program of a network, but each weight is one number that all of a tensor's elements share.
"""
import gzip
import io
import math
import os
import sys
import zipfile
from typing import Dict, List, NamedTuple, Optional, Tuple

import torch
import torchvision
from torch import nn
from torch.nn import functional as F

SIZE = 64


class Block(nn.Module):
    def __init__(self, a, b):
        super().__init__()
        self.conv = nn.Conv2d(a, b, 3, padding=1)
        self.norm = nn.BatchNorm2d(b)
        self.drop = nn.Dropout2d(0.1)

    def forward(self, x):
        return self.drop(F.relu(self.norm(self.conv(x))))


class UNet(nn.Module):
    """An encoder and a decoder with skips, as segmentation_models.pytorch has them: features in a list."""

    def __init__(self, classes=3, width=8):
        super().__init__()
        self.encoder = nn.ModuleList([Block(3, width), Block(width, 2 * width), Block(2 * width, 4 * width)])
        self.decoder = nn.ModuleList([Block(6 * width, 2 * width), Block(3 * width, width)])
        self.head = nn.Conv2d(width, classes, 1)

    def forward(self, x):
        if x.shape[2] % 4 != 0 or x.shape[3] % 4 != 0:
            raise RuntimeError(f"sides of {x.shape[2]} and {x.shape[3]} are no multiples of 4")
        features: List[torch.Tensor] = []
        for stage in self.encoder:
            x = stage(x if len(features) == 0 else F.max_pool2d(x, 2))
            features.append(x)
        skips = features[::-1][1:]
        for i, stage in enumerate(self.decoder):
            x = F.interpolate(x, size=skips[i].shape[2:], mode="bilinear", align_corners=False)
            x = stage(torch.cat([x, skips[i]], 1))
        return self.head(x)


class LayerNormAct2d(nn.LayerNorm):
    """As in timm.layers."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = F.layer_norm(x.permute(0, 2, 3, 1), self.normalized_shape, self.weight, self.bias, self.eps)
        return F.gelu(x.permute(0, 3, 1, 2))


def drop_path(x, drop_prob: float = 0., training: bool = False, scale_by_keep: bool = True):
    if drop_prob == 0. or not training:
        return x
    keep_prob = 1 - drop_prob
    shape = (x.shape[0],) + (1,) * (x.ndim - 1)
    random_tensor = x.new_empty(shape).bernoulli_(keep_prob)
    if keep_prob > 0.0 and scale_by_keep:
        random_tensor.div_(keep_prob)
    return x * random_tensor


class TimmLike(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 16, 4, 4)
        self.norm = LayerNormAct2d(16)
        self.se = nn.Sequential(nn.Conv2d(16, 4, 1), nn.SiLU(inplace=True), nn.Conv2d(4, 16, 1), nn.Hardsigmoid())
        self.head = nn.Conv2d(16, 4, 1)

    def forward_features(self, x):
        x = self.norm(self.stem(x))
        return x + drop_path(x * self.se(x.mean((2, 3), keepdim=True)), 0.1, self.training)

    def forward(self, x):
        size = x.shape[-2:]
        return F.interpolate(self.head(self.forward_features(x)), size=[size[0], size[1]], mode="bicubic")


class Answer(NamedTuple):
    boxes: torch.Tensor
    mask: torch.Tensor
    scores: List[torch.Tensor]


class Detector(nn.Module):
    """Several outputs in a named tuple, anchors by loops over rows and columns."""

    def __init__(self):
        super().__init__()
        self.body = nn.Conv2d(3, 8, 3, 2, 1)
        self.box = nn.Conv2d(8, 4, 1)
        self.mask = nn.Conv2d(8, 3, 1)
        self.classes = ["car", "road", "sky"]

    def anchors(self, rows: int, columns: int) -> torch.Tensor:
        all: List[List[float]] = []
        for y in range(rows):
            x = 0
            while x < columns:
                all.append([float(y), float(x)])
                x += 4
        return torch.tensor(all)

    def forward(self, x) -> Answer:
        f = F.relu(self.body(x))
        grid = self.anchors(f.shape[2], f.shape[3])
        boxes = self.box(f).flatten(2)[:, :, : grid.shape[0]] + torch.cat([grid, grid], 1).t().to(x.device)
        return Answer(boxes, F.interpolate(self.mask(f), scale_factor=2.0), [m.mean((1, 2)) for m in self.mask(f)])


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x):
        b, n, c = x.shape
        q, k, v = self.qkv(x).reshape(b, n, 3, self.heads, c // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        a = (q @ k.transpose(-2, -1) / math.sqrt(c // self.heads)).softmax(dim=-1)
        return self.out((a @ v).transpose(1, 2).reshape(b, n, c))


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.patch = nn.Conv2d(3, 32, 16, 16)
        self.place = nn.Parameter(torch.randn(1, 16, 32) * 0.02)
        self.blocks = nn.Sequential(*[nn.Sequential(nn.LayerNorm(32), Attention(32, 4)) for _ in range(2)])
        self.encoder = nn.TransformerEncoderLayer(32, 4, 64, batch_first=True)
        self.head = nn.Linear(32, 3 * 256)

    def forward(self, x):
        t = self.patch(x).flatten(2).transpose(1, 2) + self.place
        t = self.encoder(t + self.blocks(t))
        y = self.head(t).transpose(1, 2)
        return F.pixel_shuffle(y.reshape(x.shape[0], 3 * 256, x.shape[2] // 16, x.shape[3] // 16), 16)


class Recurrent(nn.Module):
    """Numbers from rows, with an LSTM and a loop over its steps."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 8, batch_first=True)
        self.cell = nn.GRUCell(8, 8)
        self.head = nn.Linear(8, 6)

    def forward(self, x, state: Optional[torch.Tensor] = None) -> Dict[str, torch.Tensor]:
        y, _ = self.lstm(x.mean(3).transpose(1, 2))
        h = torch.zeros(x.shape[0], 8) if state is None else state
        for i in range(y.shape[1]):
            h = self.cell(y[:, i], h)
        return {"pose": self.head(h), "rows": y}


class Pyramid(nn.Module):
    """A list of two sizes, as a network with deep supervision returns, and a mask that ends a loop early."""

    def __init__(self):
        super().__init__()
        self.stages = nn.ModuleList([nn.Conv2d(3, 4, 3, padding=1), nn.Conv2d(4, 4, 3, padding=1)])

    def forward(self, x) -> Tuple[List[torch.Tensor], torch.Tensor]:
        answers: List[torch.Tensor] = []
        for stage in self.stages:
            x = torch.tanh(stage(x))
            answers.append(x)
        for i in range(len(answers)):
            if answers[i].dim() != 4:
                break
            x = x + answers[i]
        return answers, x


class Coordinates(nn.Module):
    """Grid samples, meshgrids, einsum, group norm, weight norm, PReLU."""

    def __init__(self):
        super().__init__()
        self.conv = nn.utils.weight_norm(nn.Conv2d(5, 8, 3, padding=1))
        self.norm = nn.GroupNorm(2, 8)
        self.act = nn.PReLU(8)
        self.up = nn.ConvTranspose2d(8, 3, 2, 2)

    def forward(self, x):
        ys = torch.linspace(-1, 1, x.shape[2])
        xs = torch.linspace(-1, 1, x.shape[3])
        gy, gx = torch.meshgrid(ys, xs, indexing="ij")
        grid = torch.stack([gx, gy], -1).unsqueeze(0).repeat(x.shape[0], 1, 1, 1)
        x = F.grid_sample(x, grid * 0.9, align_corners=True)
        x = torch.cat([x, grid.permute(0, 3, 1, 2)], 1)
        x = self.act(self.norm(self.conv(F.avg_pool2d(x, 2))))
        g = torch.einsum("bchw,bdhw->bcd", x, x).softmax(-1)
        x = torch.einsum("bcd,bdhw->bchw", g, x)
        return self.up(x)


def named(cls, module, name=None):
    """As if the class came from another package."""
    cls.__module__ = module
    cls.__qualname__ = cls.__name__ = name or cls.__name__
    return cls


named(LayerNormAct2d, "timm.layers.norm_act")
named(TimmLike, "timm.models.tiny")
named(UNet, "segmentation_models_pytorch.decoders.unet.model", "Unet")
named(Block, "misc")


def segmentation(name, **more):
    return getattr(torchvision.models.segmentation, name)(weights=None, weights_backbone=None, **more)


def further(name):
    def make():
        model = getattr(torchvision.models, name)
        if name.startswith("vit"):
            return model(weights=None, image_size=SIZE)
        return model(weights=None)
    return make


STOCK = {n: (lambda n=n: segmentation(n)) for n in (
    "lraspp_mobilenet_v3_large", "deeplabv3_mobilenet_v3_large", "deeplabv3_resnet50", "fcn_resnet50")}
STOCK.update({n: further(n) for n in (
    "resnet18", "mobilenet_v2", "mobilenet_v3_small", "efficientnet_b0", "convnext_tiny", "vit_b_32", "swin_t",
    "shufflenet_v2_x1_0", "squeezenet1_1", "densenet121", "regnet_y_400mf")})
OWN = {"unet": UNet, "timm_like": TimmLike, "detector": Detector, "transformer": Transformer, "recurrent": Recurrent,
       "pyramid": Pyramid, "coordinates": Coordinates}

# What ZooTest needs, each for a reason of its own; the others differ in nothing that a screen sees.
SMALL = ["lraspp_mobilenet_v3_large-scripted", "deeplabv3_mobilenet_v3_large-frozen", "fcn_resnet50-traced",
         "efficientnet_b0-traced", "convnext_tiny-scripted", "vit_b_32-scripted", "swin_t-frozen", "swin_t-scripted",
         "densenet121-scripted", "regnet_y_400mf-traced", "shufflenet_v2_x1_0-scripted"]
SMALL += [n + "-scripted" for n in OWN if n != "coordinates"] + ["unet-frozen", "coordinates-traced"]


def shared(model):
    """Every float tensor becomes one number that all its elements share."""
    def one(t):
        mean = t.float().abs().mean().clamp(0, 1)
        values = torch.tensor(float(t.shape[0]) / t.numel() if t.dim() > 1 else float(mean))
        return values.to(t.dtype).expand(t.shape)
    for p in model.parameters():
        p.data = one(p.data)
    for m in model.modules():
        for key, b in m._buffers.items():
            if b is not None and b.is_floating_point() and b.numel() > 1:
                m._buffers[key] = one(b)
    return model


def forms(name, model):
    x = torch.rand(1, 3, SIZE, SIZE)
    with torch.no_grad():
        yield name + "-traced", lambda: torch.jit.trace(model, x, strict=False, check_trace=False)
        yield name + "-scripted", lambda: torch.jit.script(model)
        yield name + "-frozen", lambda: torch.jit.freeze(torch.jit.script(model), optimize_numerics=False)


def packed(script):
    """Without the places in the Python source, which nobody needs to run it; the ZIP is compressed as a whole."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(script.save_to_buffer())) as old:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
            for item in old.infolist():
                if not item.filename.endswith(".debug_pkl"):
                    new.writestr(zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0)), old.read(item))
    return out.getvalue()


def main():
    full = "--full" in sys.argv
    folder = sys.argv[-1]
    os.makedirs(folder, exist_ok=True)
    for name, make in {**STOCK, **OWN}.items():
        if not full and not any(label.startswith(name + "-") for label in SMALL):
            continue
        torch.manual_seed(1)
        model = make().eval()
        if not full:
            model = shared(model)
        for label, script in forms(name, model):
            if full:
                try:
                    torch.jit.save(script(), os.path.join(folder, label + ".pt"))
                except Exception as e:  # a network that cannot be traced, for example
                    print(label, str(e).splitlines()[0])
            elif label in SMALL:
                with open(os.path.join(folder, label + ".pt.gz"), "wb") as f:
                    with gzip.GzipFile("", "wb", 9, f, 0) as z:
                        z.write(packed(script()))


main()
