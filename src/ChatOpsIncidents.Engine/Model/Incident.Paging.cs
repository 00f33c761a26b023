using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>Who was called, and when last: a person's id, or a group or schedule by name.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Paged { get; init; } =
        ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The pages, in their order.</summary>
    public ImmutableList<PageState> Pages { get; init; } = [];

    /// <summary>A page by its number; null: there is none.</summary>
    public PageState? Page(int number) => Pages.Find(page => page.Number == number);

    /// <summary>Whether a page still calls somebody; of one that is unknown nothing speaks against it.</summary>
    public bool IsPageWanted(int number) => !IsOver && Page(number) is null or { IsOpen: true };

    /// <summary>With a page changed; an unknown one changes nothing.</summary>
    internal Incident WithPage(int number, Func<PageState, PageState> change)
    {
        var place = Pages.FindIndex(page => page.Number == number);
        return place < 0 ? this : this with { Pages = Pages.SetItem(place, change(Pages[place])) };
    }
}
