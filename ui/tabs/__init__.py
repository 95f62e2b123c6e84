"""The tabs of the window: Ringkasan, one for each sasaran, Lembar."""
