using Bunit;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Tests.Components;

/// <summary>Guards src/compat/Bunit.targets: comparing markup is what needs the redirected assembly.</summary>
public sealed class BunitCompatTests : BunitContext
{
    [Fact]
    public void Markup_is_compared_by_the_assembly_that_restores()
    {
        var row = Render<KeyValueRow>(parameters => parameters.Add(shown => shown.Key, "Image").AddChildContent("iris"));
        row.MarkupMatches("<tr> <th scope='row'>Image</th> <td>iris</td> </tr>");
        Assert.Throws<HtmlEqualException>(() => row.MarkupMatches("<tr><th scope='row'>Image</th><td>other</td></tr>"));
    }
}
