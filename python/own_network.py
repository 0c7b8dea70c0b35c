"""Scores a network of your own on original and decoded frames, then trains it a few steps on decoded frames.

    python3 own_network.py CLIP ARCHIVE

The network here is a tiny one with random weights that stands in for yours: its outputs mean nothing.
"""

import sys

import torch
from torch.utils.data import DataLoader

import fovea


def tensor(frames):
    """(2, rows, columns, 3), uint8, to (2, 3, rows, columns), 0..1."""
    return torch.tensor(frames).permute(0, 3, 1, 2).float() / 255


def main(clip, archive):
    torch.manual_seed(1)
    network = torch.nn.Sequential(
        torch.nn.Conv2d(3, 8, 5, stride=4, padding=2), torch.nn.ReLU(), torch.nn.Conv2d(8, 4, 1)
    )
    agreement = []
    with torch.no_grad():
        for own, decoded in zip(fovea.original(clip), fovea.frames(archive)):
            classes = [network(tensor(frames)).argmax(1) for frames in (own, decoded)]
            agreement.append((classes[0] == classes[1]).float().mean().item())
    print("same class: %.1f %% of the pixels, %d pairs" % (100 * sum(agreement) / len(agreement), len(agreement)))

    dataset = fovea.PairDataset(archive, transform=lambda sample: tensor(sample["frames"]))
    loader = DataLoader(dataset, batch_size=2, shuffle=True)
    optimiser = torch.optim.Adam(network.parameters(), 0.01)
    for step, batch in zip(range(4), loader):
        # Your loss goes here; this one wants the second frame's output to equal the first one's.
        output = network(batch.flatten(0, 1)).unflatten(0, (-1, 2))
        loss = (output[:, 0] - output[:, 1]).square().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        print("step %d: loss %.6f" % (step + 1, loss.item()))


if __name__ == "__main__":
    main(*sys.argv[1:])
