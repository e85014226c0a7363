using System.Text.Json;

namespace ModelDeploy.ModelServer.Modelling;

/// <summary>The kinds of model that this server can compute, and how each reads its parameters.</summary>
internal static class ModelKinds
{
    public const string SoftmaxRegression = "softmax-regression";
    public const string RandomForest = "random-forest";
    public const string GradientBoostedTrees = "gradient-boosted-trees";

    /// <summary>Every kind, for messages.</summary>
    public static readonly string[] All = [SoftmaxRegression, RandomForest, GradientBoostedTrees];

    /// <summary>True where a kind's outputs are class probabilities.</summary>
    public static bool IsClassifier(string kind) => kind is SoftmaxRegression or RandomForest;

    /// <summary>The learned function in a file of a known kind, or the sentence that says what is wrong with its parameters.</summary>
    /// <exception cref="JsonException">The parameters do not have the kind's shape.</exception>
    public static Outcome<Predictor> Read(ModelFile file)
    {
        var features = file.Input.Columns.Length;
        var outputs = file.Output.Columns.Length;
        switch (file.Kind)
        {
            case SoftmaxRegression:
                var softmax = file.Parameters.Deserialize(ModelFileJson.Default.SoftmaxParameters)!;
                return Checked(softmax.Fault(features, outputs), () => new SoftmaxRegression(softmax));
            case RandomForest:
                var forest = file.Parameters.Deserialize(ModelFileJson.Default.ForestParameters)!;
                return Checked(forest.Fault(features, outputs), () => new RandomForest(forest));
            case GradientBoostedTrees:
                var boosted = file.Parameters.Deserialize(ModelFileJson.Default.BoostedParameters)!;
                return Checked(boosted.Fault(features, outputs), () => new GradientBoostedTrees(boosted));
            default:
                return Outcome<Predictor>.Bad($"kind \"{file.Kind}\" is not one of {string.Join(", ", All)}.");
        }
    }

    private static Outcome<Predictor> Checked(string? fault, Func<Predictor> make) =>
        fault is null ? Outcome<Predictor>.Good(make()) : Outcome<Predictor>.Bad($"parameters: {fault}");
}
