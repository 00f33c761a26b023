using System.Collections.Frozen;

namespace ChatOpsIncidents.Engine.Forgetting;

/// <summary>Words that everybody uses in an incident: alone they tell nothing of anybody.</summary>
internal static class OrdinaryWords
{
    private const string English = """
        a about above after again against ago all almost alone along already also although always am among an and
        another any anybody anyone anything are around as ask asked at away back bad be became because become been
        before began begin behind being below best better between big both break broke broken but by call called calls
        came can cannot case change changed changes check checked checks clear close closed come comes coming could
        day days did different do does doing done down due during each early either else empty end ended enough even
        ever every everybody everyone everything fail failed failing fails far fast few find fine first fix fixed for
        found four from full gave get gets getting give given go goes going gone good got had half happen happened
        happening has have having he hello help her here hers him his hour hours how however i if in into is it its
        itself just keep kept knew know known last late later least left less let like likely little long look looked
        looking looks lost low made make makes making many may maybe me mean means might minute minutes more most
        much must my near need needed needs never new next no nobody none nor not nothing now of off often ok okay old
        on once one only open or other others our out over own part people perhaps please possible problem problems
        put quick quite rather ready really redacted right run running runs said same saw say says second seconds see
        seem seems seen send sent set several she should show shown shows side since slow small so some somebody
        someone something soon start started starting starts state still stop stopped stuck such sure take taken takes
        tell than thank thanks that the their them then there these they thing things think this those three through
        time times to today together told tomorrow too took tried try trying two under unknown until up us use used
        user users using very wait waiting want wanted wants was way we week well went were what when where whether
        which while who whole whom whose why will with without work worked working works worse would wrong yes
        yesterday yet you your yours
        """;

    /// <summary>All of them, in lower case.</summary>
    public static FrozenSet<string> All { get; } =
        English.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
