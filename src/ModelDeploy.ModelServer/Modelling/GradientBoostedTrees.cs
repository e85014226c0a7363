namespace ModelDeploy.ModelServer.Modelling;

/// <summary>A regression: every tree corrects a part of what the trees before it left wrong.</summary>
internal sealed class GradientBoostedTrees(BoostedParameters parameters) : Predictor
{
    public override int OutputCount => 1;

    public override void Predict(ReadOnlySpan<double> features, Span<double> outputs)
    {
        var sum = 0.0;
        foreach (var tree in parameters.Trees)
            sum += tree.Leaf(features)[0];
        outputs[0] = parameters.Base + parameters.LearningRate * sum;
    }
}
