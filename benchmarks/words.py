"""The words of the made-up stories: phrases in English and Spanish that fit into one another anywhere.

Everything is invented and says nothing about anyone. Subjects are plural and verbs are in the past,
so that any of them agree in both languages; each pair says the same in both.
"""

from __future__ import annotations

Pair = tuple[str, str]
"""The same in English and in Spanish."""

SUBJECTS: tuple[Pair, ...] = (
    ("engineers of the second brigade", "ingenieros de la segunda brigada"),
    ("volunteers from the valley", "voluntarios del valle"),
    ("nurses of the field hospital", "enfermeras del hospital de campaña"),
    ("pilots of the transport squadron", "pilotos del escuadrón de transporte"),
    ("teachers of the river school", "maestras de la escuela del río"),
    ("divers of the harbor office", "buzos de la capitanía"),
    ("surveyors of the road service", "topógrafos del servicio de caminos"),
    ("crews of three patrol boats", "tripulaciones de tres patrulleras"),
    ("firefighters from both banks", "bomberos de ambas orillas"),
    ("students of the technical school", "alumnos de la escuela técnica"),
    ("members of the rescue team", "miembros del equipo de rescate"),
    ("farmers of the high plain", "campesinos del altiplano"),
    ("radio operators of the garrison", "radioperadores de la guarnición"),
    ("veterinarians of the border post", "veterinarios del puesto fronterizo"),
    ("officers of the joint staff", "oficiales del estado mayor conjunto"),
    ("doctors of the mobile clinic", "médicos de la clínica móvil"),
    ("mechanics of the air base", "mecánicos de la base aérea"),
    ("neighbors of the old bridge", "vecinos del puente viejo"),
    ("cadets of the naval academy", "cadetes de la academia naval"),
    ("specialists in satellite maps", "especialistas en mapas satelitales"),
    ("carpenters of the island", "carpinteros de la isla"),
    ("guides of the mountain club", "guías del club de montaña"),
)

VERBS: tuple[Pair, ...] = (
    ("repaired the bridge", "repararon el puente"),
    ("carried tents and water", "llevaron carpas y agua"),
    ("opened a new landing strip", "abrieron una pista nueva"),
    ("rehearsed a night rescue", "ensayaron un rescate nocturno"),
    ("shared their weather maps", "compartieron sus mapas del tiempo"),
    ("vaccinated children and cattle", "vacunaron a niños y ganado"),
    ("cleared the road of mud", "limpiaron de lodo la carretera"),
    ("built a school of wood", "construyeron una escuela de madera"),
    ("searched the coast for the missing boat", "buscaron en la costa la lancha perdida"),
    ("trained the first group of instructors", "formaron al primer grupo de instructores"),
    ("measured the height of the river", "midieron la altura del río"),
    ("agreed on a common radio channel", "acordaron un canal de radio común"),
    ("loaded the aircraft before dawn", "cargaron el avión antes del alba"),
    ("planted trees along the shore", "plantaron árboles a lo largo de la orilla"),
    ("put the generator back to work", "pusieron de nuevo en marcha el generador"),
    ("drew up a plan for the rainy season", "trazaron un plan para la época de lluvias"),
    ("took over the watch", "asumieron la guardia"),
    ("compared notes after the exercise", "compararon notas después del ejercicio"),
    ("distributed food in four villages", "repartieron alimentos en cuatro aldeas"),
    ("welcomed a delegation of observers", "recibieron a una delegación de observadores"),
    ("moved patients to safer ground", "trasladaron pacientes a terreno más seguro"),
    ("published the lessons of the season", "publicaron las lecciones de la temporada"),
)

PLACES: tuple[Pair, ...] = (
    ("in the northern valley", "en el valle del norte"),
    ("near the lighthouse", "cerca del faro"),
    ("on the eastern bank", "en la orilla oriental"),
    ("at the foot of the volcano", "al pie del volcán"),
    ("between the two capes", "entre los dos cabos"),
    ("in the old customs house", "en la vieja aduana"),
    ("behind the market", "detrás del mercado"),
    ("along the border", "a lo largo de la frontera"),
    ("in the upper basin", "en la cuenca alta"),
    ("at the southern airfield", "en el aeródromo del sur"),
    ("on the outer islands", "en las islas exteriores"),
    ("beyond the second pass", "más allá del segundo paso"),
    ("in the harbor district", "en el barrio del puerto"),
    ("around the lagoon", "alrededor de la laguna"),
)

TIMES: tuple[Pair, ...] = (
    ("on Tuesday", "el martes"),
    ("after three days of rain", "tras tres días de lluvia"),
    ("before the end of the month", "antes de fin de mes"),
    ("for the fifth time in a year", "por quinta vez en un año"),
    ("within 48 hours", "en menos de 48 horas"),
    ("during the night", "durante la noche"),
    ("for the first time", "por primera vez"),
    ("while the water was still rising", "mientras el agua seguía subiendo"),
    ("at the request of the mayors", "a pedido de los alcaldes"),
    ("without a single accident", "sin un solo accidente"),
    ("in less than a week", "en menos de una semana"),
    ("early in the morning", "de madrugada"),
)

CLAUSES: tuple[Pair, ...] = (
    (
        "The work took longer than planned, but nobody was hurt",
        "El trabajo duró más de lo previsto, pero nadie resultó herido",
    ),
    (
        "What counts is that the two sides know each other by name",
        "Lo que cuenta es que ambas partes se conozcan por su nombre",
    ),
    (
        "Each country paid for its own fuel and shared the rest",
        "Cada país pagó su combustible y compartió lo demás",
    ),
    (
        "The next stage depends on the weather and on a few spare parts",
        "La etapa siguiente depende del tiempo y de unos cuantos repuestos",
    ),
    (
        "Not everything went well: two trucks arrived a day late",
        "No todo salió bien: dos camiones llegaron con un día de retraso",
    ),
    (
        "The report lists every step, so that others can repeat it",
        "El informe enumera cada paso, para que otros puedan repetirlo",
    ),
    (
        "A simple list on a wall replaced a long chain of calls",
        "Una simple lista en una pared reemplazó una larga cadena de llamadas",
    ),
    (
        "The agreement is short and leaves the details to the crews",
        "El acuerdo es breve y deja los detalles a las tripulaciones",
    ),
    (
        "People from 12 villages came to see the result",
        "Gente de 12 aldeas vino a ver el resultado",
    ),
    (
        "By evening the first 35 tons had been counted and stored",
        "Al anochecer, las primeras 35 toneladas estaban contadas y guardadas",
    ),
    (
        "It was slow, patient work -- and it held",
        "Fue un trabajo lento y paciente -- y resistió",
    ),
    (
        "Those who had trained together wasted no time on introductions",
        "Quienes se habían entrenado juntos no perdieron tiempo en presentaciones",
    ),
)

QUOTATIONS: tuple[Pair, ...] = (
    ("We came in time because the road was open", "Llegamos a tiempo porque el camino estaba abierto"),
    ("A map is worth more than ten speeches", "Un mapa vale más que diez discursos"),
    ("Next year we will start a month earlier", "El año que viene empezaremos un mes antes"),
    ("The river does not ask for passports", "El río no pide pasaportes"),
    ("Nobody here works alone", "Aquí nadie trabaja solo"),
    ("First we listen, then we load", "Primero escuchamos, después cargamos"),
    ("It is the neighbors who know the water", "Son los vecinos quienes conocen el agua"),
    ("The best exercise is the one that is never needed", "El mejor ejercicio es el que nunca hace falta"),
)

HEADINGS: tuple[Pair, ...] = (
    ("What was on board", "Qué había a bordo"),
    ("From plan to habit", "Del plan a la costumbre"),
    ("Taking turns", "Por turnos"),
    ("A short season", "Una temporada corta"),
    ("Lessons of the year", "Lecciones del año"),
    ("The view from the shore", "La vista desde la orilla"),
    ("Numbers and names", "Números y nombres"),
    ("What comes next", "Lo que viene"),
    ("Two crews, one list", "Dos tripulaciones, una lista"),
    ("The longest night", "La noche más larga"),
)

ITEMS: tuple[Pair, ...] = (
    ("tents", "carpas"),
    ("drinking water", "agua potable"),
    ("radio sets", "equipos de radio"),
    ("spare parts", "repuestos"),
    ("medicine", "medicinas"),
    ("blankets", "mantas"),
    ("fuel", "combustible"),
    ("maps", "mapas"),
    ("tools", "herramientas"),
    ("rope", "cuerda"),
)

ACRONYMS: tuple[tuple[str, str, str], ...] = (
    ("JRC", "Joint Relief Center", "Centro Conjunto de Ayuda"),
    ("OBS", "Office of Bridges and Sluices", "Oficina de Puentes y Esclusas"),
    ("RAM", "Regional Air Movement", "Movimiento Aéreo Regional"),
    ("CWS", "Coastal Watch Service", "Servicio de Vigilancia Costera"),
)
"""(acronym, what it stands for in English, in Spanish)."""

SECTIONS: tuple[Pair, ...] = (
    ("Relief", "Ayuda"),
    ("Exercises", "Ejercicios"),
    ("Training", "Formación"),
    ("Search and rescue", "Búsqueda y rescate"),
    ("Health", "Salud"),
    ("Borders", "Fronteras"),
)

REGIONS: tuple[Pair, ...] = (
    ("Northern Valleys", "Valles del Norte"),
    ("Southern Cape", "Cabo del Sur"),
    ("High Plain", "Altiplano"),
    ("Eastern Bank", "Orilla Oriental"),
    ("Western Range", "Sierra Occidental"),
    ("Outer Islands", "Islas Exteriores"),
    ("River Delta", "Delta del Río"),
    ("Salt Coast", "Costa de la Sal"),
    ("Great Lagoon", "Laguna Grande"),
    ("Cloud Forest", "Bosque de Niebla"),
    ("Volcano Country", "Tierra de Volcanes"),
    ("Three Borders", "Tres Fronteras"),
)

TAG_SUBJECTS: tuple[Pair, ...] = (
    ("Bridges", "Puentes"),
    ("Floods", "Inundaciones"),
    ("Airlift", "Transporte aéreo"),
    ("Radio", "Radio"),
    ("Maps", "Mapas"),
    ("Schools", "Escuelas"),
    ("Clinics", "Clínicas"),
    ("Roads", "Carreteras"),
)
TAG_ASPECTS: tuple[Pair, ...] = (
    ("", ""),
    (" at night", " de noche"),
    (" by the sea", " junto al mar"),
    (" in winter", " en invierno"),
    (" and the law", " y la ley"),
)
"""Eight subjects in five aspects: the forty tags."""

FIRST_NAMES = ("Alba", "Bruno", "Celia", "Darío", "Elisa", "Fabio")
LAST_NAMES = ("Arroyo", "Brook", "Campos", "Dale", "Encina")
"""Six by five: the thirty authors."""
