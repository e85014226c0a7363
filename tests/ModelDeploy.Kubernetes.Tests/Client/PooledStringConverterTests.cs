using System.Text;
using System.Text.Json;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Tests.Client;

public sealed class PooledStringConverterTests
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new PooledStringConverter() } };

    /// <summary>Texts of every kind: escaped, of several bytes a letter, with halves of pairs, around the length up to which texts are shared.</summary>
    public static TheoryData<string> Texts { get; } =
        ["", "app.kubernetes.io/name", "\u0000\"\\\n\t/", "Größe 🌷 é", "é🌷é", Many('x', 255), Many('x', 256), Many('x', 257), Many('ü', 128), Many('ü', 129), Many('x', 20_000)];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task What_was_written_is_read(string text)
    {
        var written = JsonSerializer.Serialize<Dictionary<string, string?[]>>(new() { [text] = [text, null, text] }, Options);

        Assert.Equal(JsonSerializer.Serialize<Dictionary<string, string?[]>>(new() { [text] = [text, null, text] }), written);
        foreach (var read in new[] { JsonSerializer.Deserialize<Dictionary<string, string?[]>>(written, Options)!, await ReadInPiecesAsync(written) })
            Assert.Equal<string?>([text, null, text], read[text].AsEnumerable());
    }

    [Fact]
    public void Equal_texts_are_one_string_as_keys_too()
    {
        var read = JsonSerializer.Deserialize<Dictionary<string, string>[]>("""[{"label":"a value"},{"l\u0061bel":"a v\u0061lue"}]""", Options)!;

        Assert.Same(read[0]["label"], read[1]["label"]);
        Assert.Same(read[0].Keys.Single(), read[1].Keys.Single());
    }

    [Fact]
    public async Task Many_who_read_at_once_read_what_is_there()
    {
        // More texts than there is place for, so that they take each other's.
        var texts = Enumerable.Range(0, 30_000).Select(number => $"text {number}").ToArray();
        var json = JsonSerializer.SerializeToUtf8Bytes(texts);

        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => JsonSerializer.Deserialize<string[]>(json, Options)!)));

        Assert.All(all, read => Assert.Equal(texts, read));
    }

    [Theory]
    [InlineData("12")]
    [InlineData("{}")]
    [InlineData("true")]
    public void What_is_no_text_is_refused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<string>(json, Options));

    private static string Many(char letter, int times) => new(letter, times);

    /// <summary>As it comes over the network: a text may begin in one piece and end in another.</summary>
    private static async Task<Dictionary<string, string?[]>> ReadInPiecesAsync(string json)
    {
        var pipe = new System.IO.Pipelines.Pipe();
        var reading = JsonSerializer.DeserializeAsync<Dictionary<string, string?[]>>(pipe.Reader, Options);
        foreach (var piece in Encoding.UTF8.GetBytes(json).Chunk(7))
            await pipe.Writer.WriteAsync(piece);
        await pipe.Writer.CompleteAsync();
        return (await reading)!;
    }
}
