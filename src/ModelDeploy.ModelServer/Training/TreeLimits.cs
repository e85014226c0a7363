namespace ModelDeploy.ModelServer.Training;

/// <summary>
/// When a tree stops growing: at <paramref name="Depth"/> splits, below <paramref name="LeafRows"/> rows in a leaf, or when no
/// split gains anything. A forest looks at <paramref name="FeaturesPerSplit"/> random features each time.
/// </summary>
internal sealed record TreeLimits(int Depth, int LeafRows, int FeaturesPerSplit)
{
    /// <summary>Gains below this are rounding noise.</summary>
    public double LeastGain => 1e-9;
}
