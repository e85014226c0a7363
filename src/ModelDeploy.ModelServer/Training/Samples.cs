namespace ModelDeploy.ModelServer.Training;

/// <summary>Rows to learn from: features, and the numbers to predict (class indicators, or one value).</summary>
internal sealed record Samples(double[][] Features, double[][] Targets)
{
    public int Count => Features.Length;

    public int FeatureCount => Features[0].Length;

    public int TargetCount => Targets[0].Length;

    /// <summary>
    /// Sets a share of the rows apart for judging the model. The same seed gives the same rows on every machine. Every
    /// distinct target of a classification keeps its share (rows of one class are dealt out in turn).
    /// </summary>
    public (Samples Train, Samples Test) Split(double testShare, int seed)
    {
        var random = new Random(seed);
        List<int> train = [], test = [];
        foreach (var group in Groups())
        {
            var order = group.ToArray();
            random.Shuffle(order);
            var forTest = (int)Math.Round(order.Length * testShare);
            test.AddRange(order[..forTest]);
            train.AddRange(order[forTest..]);
        }
        return (Take(train), Take(test));
    }

    private IEnumerable<IEnumerable<int>> Groups()
    {
        var all = Enumerable.Range(0, Count);
        return TargetCount == 1 ? [all] : all.GroupBy(row => Array.IndexOf(Targets[row], 1.0)).OrderBy(group => group.Key);
    }

    private Samples Take(List<int> rows) => new([.. rows.Select(row => Features[row])], [.. rows.Select(row => Targets[row])]);
}
