namespace ModelDeploy.Gateway.Forwarding;

/// <summary>What of a feedback's body has passed by, so that its reward can be counted; a large one is not kept.</summary>
internal sealed class FeedbackCopy
{
    private const int Most = 64 * 1024;

    private MemoryStream? _passed = new();

    /// <summary>The reward that it told, or null.</summary>
    public double? Reward => _passed is null ? null : Counting.Reward.Of(_passed.GetBuffer().AsSpan(0, (int)_passed.Length));

    /// <summary>A piece passes by, in order.</summary>
    public void Add(ReadOnlySpan<byte> piece)
    {
        if (_passed?.Length + piece.Length > Most)
            _passed = null;
        _passed?.Write(piece);
    }
}
