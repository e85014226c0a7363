using ModelDeploy.ModelServer.Modelling;
using ModelDeploy.ModelServer.Training;

namespace ModelDeploy.ModelServer.Tests;

public sealed class SampleModelTests
{
    [Fact]
    public void Training_again_gives_the_committed_files()
    {
        var trained = SampleModels.Train(SampleFiles.DataFolder).ToArray();

        Assert.Equal(
            [SampleFiles.Softmax, SampleFiles.Forest, SampleFiles.Boosted],
            trained.Select(file => $"{file.Name}-{file.Version}.json"));
        Assert.All(trained, file => Assert.Equal(
            File.ReadAllText(SampleFiles.Path($"{file.Name}-{file.Version}.json")),
            System.Text.Encoding.UTF8.GetString(ModelFileWriter.Write(file))));
    }

    [Theory]
    [InlineData(SampleFiles.Softmax)]
    [InlineData(SampleFiles.Forest)]
    public void Iris_models_know_nine_of_ten_unseen_flowers(string file)
    {
        var model = Load(file);
        var (_, _, test) = SampleModels.Iris(SampleFiles.DataFolder);

        var right = test.Features.Zip(test.Targets).Count(flower =>
            model.OutputNames[Array.IndexOf(flower.Second, 1.0)] == ClassOf(model, flower.First));

        Assert.Equal(45, test.Count);
        Assert.InRange(right / (double)test.Count, 0.9, 1);
        Assert.Equal(model.Metrics["accuracy"], right / (double)test.Count, 5);
    }

    [Fact]
    public void The_housing_model_explains_three_quarters_of_unseen_prices()
    {
        var model = Load(SampleFiles.Boosted);
        var (_, _, test) = SampleModels.Housing(SampleFiles.DataFolder);
        var mean = test.Targets.Average(target => target[0]);

        var answers = test.Features.Select(row => model.Predict(new Batch(row, 1, row.Length)).Outputs.Values[0]).ToArray();
        var left = answers.Zip(test.Targets).Sum(pair => Math.Pow(pair.First - pair.Second[0], 2));
        var rSquared = 1 - left / test.Targets.Sum(target => Math.Pow(target[0] - mean, 2));

        Assert.InRange(rSquared, 0.75, 1);
        Assert.Equal(model.Metrics["rSquared"], rSquared, 5);
    }

    [Theory]
    [InlineData(SampleFiles.Softmax)]
    [InlineData(SampleFiles.Forest)]
    public void No_flower_is_both_learned_from_and_judged_by(string file)
    {
        var (table, train, test) = SampleModels.Iris(SampleFiles.DataFolder);

        Assert.Equal(table.Rows.Length, train.Count + test.Count);
        Assert.Equal(Load(file).Metrics["trainRows"], train.Count);
        Assert.Empty(train.Features.Intersect(test.Features)); // by identity: every row is an array of its own
        Assert.Equal([15, 15, 15], test.Targets.CountBy(target => Array.IndexOf(target, 1.0)).Select(pair => pair.Value));
    }

    [Fact]
    public void The_two_iris_models_are_different_kinds_that_give_different_probabilities()
    {
        double[] flower = [6.0, 2.9, 4.7, 1.55];
        var (first, second) = (Load(SampleFiles.Softmax), Load(SampleFiles.Forest));

        Assert.NotEqual(first.Kind, second.Kind);
        Assert.NotEqual(
            first.Predict(new Batch(flower, 1, 4)).Outputs.Values, second.Predict(new Batch(flower, 1, 4)).Outputs.Values);
    }

    [Theory]
    [InlineData(SampleFiles.Softmax)]
    [InlineData(SampleFiles.Forest)]
    public void Probabilities_stay_probabilities_far_outside_the_data(string file)
    {
        var outputs = Load(file).Predict(new Batch([1e6, -1e6, 1e6, -1e6, 0, 0, 0, 0], 2, 4)).Outputs;

        Assert.All(outputs.Values, value => Assert.InRange(value, 0, 1));
        Assert.Equal(1, outputs.Row(0).ToArray().Sum(), 5);
        Assert.Equal(1, outputs.Row(1).ToArray().Sum(), 5);
    }

    private static string ClassOf(Model model, double[] row) => model.Predict(new Batch(row, 1, row.Length)).Class(0);

    private static Model Load(string file)
    {
        Assert.True(ModelLoader.Load(SampleFiles.Path(file)).Try(out var model, out var fault), fault);
        return model;
    }
}
