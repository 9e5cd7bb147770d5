"""What is not a picture, or lies over one: reports, waveforms, segmentations, presentation states. No Qt."""
