using System.Text.Json;
using ModelDeploy.ModelServer.Modelling;

namespace ModelDeploy.ModelServer.Training;

/// <summary>The sample models and how each is made from its data. Everything random is seeded: the same data give the same files.</summary>
internal static class SampleModels
{
    private const int Seed = 1936;
    private static readonly string[] Species = ["setosa", "versicolor", "virginica"];

    /// <summary>The rows of <c>iris.csv</c> that models learn from and those that judge them.</summary>
    public static (CsvTable Table, Samples Train, Samples Test) Iris(string dataFolder)
    {
        var table = CsvTable.Read(Path.Combine(dataFolder, "iris.csv"));
        var (train, test) = table.AsClasses(Species).Split(testShare: 0.3, Seed);
        return (table, train, test);
    }

    /// <summary>The rows of <c>housing.csv</c> that the model learns from and those that judge it.</summary>
    public static (CsvTable Table, Samples Train, Samples Test) Housing(string dataFolder)
    {
        var table = CsvTable.Read(Path.Combine(dataFolder, "housing.csv"));
        var (train, test) = table.AsRegression().Split(testShare: 0.2, Seed);
        return (table, train, test);
    }

    /// <summary>Trains every sample model on the CSV files in <paramref name="dataFolder"/>.</summary>
    public static IEnumerable<ModelFile> Train(string dataFolder)
    {
        var (iris, irisTrain, irisTest) = Iris(dataFolder);
        var softmax = SoftmaxTrainer.Train(irisTrain);
        yield return Classifier(
            "1.0", ModelKinds.SoftmaxRegression, "Iris species from four lengths in cm: straight borders between the species.",
            iris, irisTrain, irisTest, new SoftmaxRegression(softmax),
            JsonSerializer.SerializeToElement(softmax, ModelFileJson.Default.SoftmaxParameters));

        var forest = ForestTrainer.Train(irisTrain, Seed);
        yield return Classifier(
            "2.0", ModelKinds.RandomForest, "Iris species from four lengths in cm: the vote of many small trees.",
            iris, irisTrain, irisTest, new RandomForest(forest),
            JsonSerializer.SerializeToElement(forest, ModelFileJson.Default.ForestParameters));

        yield return HousingPrices(dataFolder);
    }

    private static ModelFile Classifier(
        string version, string kind, string description,
        CsvTable table, Samples train, Samples test, Predictor predictor, JsonElement parameters) => new(
            ModelFile.CurrentFormat, kind, "iris", version, description,
            new TensorShape("features", "FP64", [-1, train.FeatureCount], table.Features),
            new TensorShape("probabilities", "FP64", [-1, Species.Length], Species),
            new Dictionary<string, double>
            {
                ["accuracy"] = Rounding.Short(Evaluation.Accuracy(predictor, test)),
                ["trainRows"] = train.Count,
                ["testRows"] = test.Count,
            },
            parameters);

    private static ModelFile HousingPrices(string dataFolder)
    {
        var (table, train, test) = Housing(dataFolder);
        var boosted = BoostingTrainer.Train(train, Seed);
        var predictor = new GradientBoostedTrees(boosted);
        return new ModelFile(
            ModelFile.CurrentFormat, ModelKinds.GradientBoostedTrees, "housing", "1.0",
            "Median value of homes in a Boston census tract of 1970, in $1,000.",
            new TensorShape("features", "FP64", [-1, train.FeatureCount], table.Features),
            new TensorShape("median_value", "FP64", [-1, 1], ["median_value"]),
            new Dictionary<string, double>
            {
                ["rSquared"] = Rounding.Short(Evaluation.RSquared(predictor, test)),
                ["meanAbsoluteError"] = Rounding.Short(Evaluation.MeanAbsoluteError(predictor, test)),
                ["trainRows"] = train.Count,
                ["testRows"] = test.Count,
            },
            JsonSerializer.SerializeToElement(boosted, ModelFileJson.Default.BoostedParameters));
    }
}
