using ModelDeploy.Portal.Manifests;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Manifests;

/// <summary>What stands beside a manifest for people who read German.</summary>
public sealed class GermanManifestTests : IDisposable
{
    private const string Broken = """
        apiVersion: primehub.io/v1alpha1
        kind: PhDeployment
        metadata:
          name: iris
        spec:
          displayName: [a, b]
          deadline: soon
          stop: maybe
          endpoint:
            accessType: open
            clients: []
          predictors:
            - modelImage: modeldeploy/iris:1.0
              Replicas: 2
        more: true
        """;

    private readonly Reader _reader = new("de");

    public void Dispose() => _reader.Dispose();

    [Fact]
    public void Every_error_and_notice_is_German()
    {
        var reading = ManifestReader.Read(Broken, new HashSet<string>());

        Assert.Equal(
            [
                (6, "displayName muss ein einzelner Wert sein."),
                (7, "deadline muss aus ganzen Sekunden bestehen oder eine Spanne wie 5m oder 1h30m sein."),
                (8, "stop muss true oder false sein."),
                (10, "accessType muss public oder private sein."),
                (14, "predictors hat kein Feld Replicas; ist replicas gemeint?"),
                (15, "Das Manifest hat kein Feld more."),
            ],
            reading.Errors.Select(error => (error.Line, error.Message)));
        Assert.Equal([(11, "clients wird nicht übernommen.")], reading.Notices.Select(notice => (notice.Line, notice.Message)));
    }

    [Theory]
    [InlineData("a: b: c", "Das ist kein gültiges YAML: Hier darf kein Doppelpunkt stehen; oft fehlen Anführungszeichen, oder die Einrückung stimmt nicht.")]
    [InlineData("a: \"b", "Das ist kein gültiges YAML: Ein Text in Anführungszeichen ist nicht geschlossen.")]
    [InlineData("a:\n\tb: 1", "Das ist kein gültiges YAML: Ein Tabulator rückt hier ein; bitte Leerzeichen verwenden.")]
    [InlineData("a: [1, 2", "Das ist kein gültiges YAML: In eckigen Klammern fehlt ein Komma oder die schließende Klammer.")]
    [InlineData("%x", "Das ist kein gültiges YAML.")]
    public void What_the_YAML_library_finds_is_German_too(string text, string message) =>
        Assert.Equal(message, Assert.Single(ManifestReader.Read(text, new HashSet<string>()).Errors).Message);

    /// <summary>These texts break in every way that <c>YamlFault</c> has words for: a library that words it otherwise is noticed here.</summary>
    [Theory]
    [InlineData("a: &")]
    [InlineData("a: |x\n y")]
    [InlineData("a: @x")]
    [InlineData("a: 1\n b: 2")]
    [InlineData("a: \"\\q\"")]
    [InlineData("a: [1, 2")]
    [InlineData("a: {x: 1")]
    [InlineData("a: - b")]
    [InlineData("? a\nb")]
    [InlineData("- a\nb: 1")]
    [InlineData("a: 1\n]")]
    [InlineData("a\nb: 1")]
    [InlineData("a: 'x")]
    [InlineData("a: \"x\ny: 1\"")]
    [InlineData("a:\n\tb: 1")]
    [InlineData("a: }")]
    public void The_usual_mistakes_are_explained(string text) =>
        Assert.StartsWith("Das ist kein gültiges YAML: ", Assert.Single(ManifestReader.Read(text, new HashSet<string>()).Errors).Message, StringComparison.Ordinal);
}
