using System.Text;
using System.Text.Json.Nodes;
using ModelDeploy.ModelServer.Modelling;

namespace ModelDeploy.ModelServer.Tests;

public sealed class ModelLoaderTests
{
    [Fact]
    public void A_missing_file_is_named_in_the_sentence()
    {
        Assert.False(ModelLoader.Load("no-such-model.json").Try(out _, out var fault));
        Assert.StartsWith("The model file no-such-model.json cannot be read:", fault);
    }

    [Theory]
    [InlineData("not json", "invalid JSON literal")]
    [InlineData("null", "empty")]
    [InlineData("{}", "missing required properties")]
    public void What_is_no_model_file_is_refused(string content, string expected) => Assert.Contains(expected, Refusal(Encoding.UTF8.GetBytes(content)));

    [Theory]
    [InlineData("format", "2", "its format is 2")]
    [InlineData("kind", "\"oracle\"", "kind \"oracle\" is not one of softmax-regression")]
    [InlineData("name", "\"../iris\"", "name must consist of")]
    [InlineData("name", "null", "name")]
    [InlineData("version", "\"\"", "version is empty")]
    [InlineData("input.shape", "[-1, 5]", "input needs the shape [-1, 4]")]
    [InlineData("input.datatype", "\"BYTES\"", "input has datatype BYTES")]
    [InlineData("output.columns", "[\"a\", \"a\"]", "output needs columns with different names")]
    [InlineData("parameters.bias", "[1]", "bias 3 values")]
    [InlineData("parameters.scale", "[1, 1, 0, 1]", "every scale must be above 0")]
    [InlineData("parameters.mean", "[1]", "mean and scale need 4 values")]
    [InlineData("parameters.weights", "[null, null, null]", "parameters: a list in them is null")]
    public void A_fault_in_a_softmax_file_is_named(string property, string value, string expected) =>
        Assert.Contains(expected, Refusal(Changed(SampleFiles.Softmax, property, value)));

    [Theory]
    [InlineData("feature", "[9]", "asks for feature 9")]
    [InlineData("left", "[0]", "must lead to a later node or to a leaf")]
    [InlineData("right", "[-7]", "must lead to a later node or to a leaf")]
    [InlineData("threshold", "[]", "must be equally long")]
    [InlineData("leaves", "[]", "needs leaves of 3 values")]
    [InlineData("leaves", "[[1,0],[0,1]]", "needs leaves of 3 values")]
    [InlineData("leaves", "[null]", "parameters: a list in them is null")]
    public void A_tree_that_would_fail_or_never_end_is_refused(string array, string value, string expected)
    {
        var tree = new JsonObject
        {
            ["feature"] = Numbers(0), ["threshold"] = Numbers(1), ["left"] = Numbers(-1), ["right"] = Numbers(-2),
            ["leaves"] = new JsonArray(Numbers(1, 0, 0), Numbers(0, 0, 1)),
        };
        Assert.True(ModelLoader.Parse(Changed(SampleFiles.Forest, "parameters.trees", $"[{tree}]")).Try(out _, out _));

        tree[array] = JsonNode.Parse(value);

        Assert.Contains(expected, Refusal(Changed(SampleFiles.Forest, "parameters.trees", $"[{tree}]")));
    }

    [Fact]
    public void A_forest_without_trees_is_refused() =>
        Assert.Contains("at least one tree", Refusal(Changed(SampleFiles.Forest, "parameters.trees", "[]")));

    [Fact]
    public void A_regression_with_two_outputs_is_refused()
    {
        var shape = """{"name": "out", "datatype": "FP64", "shape": [-1, 2], "columns": ["a", "b"]}""";
        Assert.Contains("exactly one output column", Refusal(Changed(SampleFiles.Boosted, "output", shape)));
    }

    private static JsonArray Numbers(params double[] values) => [.. values.Select(value => JsonValue.Create(value == Math.Truncate(value) ? (int)value : value))];

    private static string Refusal(byte[] content)
    {
        Assert.False(ModelLoader.Parse(content).Try(out _, out var fault));
        return fault;
    }

    private static byte[] Changed(string file, string property, string value)
    {
        var root = JsonNode.Parse(File.ReadAllText(SampleFiles.Path(file)))!;
        var path = property.Split('.');
        var owner = path[..^1].Aggregate(root, (node, name) => node[name]!);
        owner[path[^1]] = JsonNode.Parse(value);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }
}
