# What llmsys_add_lab() in lab.cmake is made of: tasks, solutions, judge, workers. These functions read its variables:
#   lab, number, grader, depends, given     as there
#   uses, used_solutions                    labs, by number, that its sources call; their solutions
#   ids, files                              of the tasks with a file, in the same order
#   host_ids, traced_ids                    of them, those whose workers run no kernel, and those whose workers may
#   timed_ids                               those with a rung that is timed
#   host_only                               whether workers of the former do without Device::cuda

# Sets ids, files, host_ids, traced_ids, timed_ids and host_only from a lab.json.  given: given files. Presets with a sanitizer have no traced tasks.
function(llmsys_read_tasks manifest given)
  foreach(variable ids files host_ids traced_ids timed_ids all_ids all_files)
    set(${variable} "")
  endforeach()
  file(READ ${manifest} json)
  string(JSON apart ERROR_VARIABLE none GET ${json} kernels_apart)
  string(JSON on_cuda ERROR_VARIABLE none GET ${json} on_cuda)
  set(host_only OFF)
  if(apart AND NOT on_cuda)
    set(host_only ON)
  endif()
  string(JSON count LENGTH ${json} tasks)
  math(EXPR last "${count} - 1")
  foreach(i RANGE ${last})
    string(JSON id GET ${json} tasks ${i} id)
    string(JSON file ERROR_VARIABLE none GET ${json} tasks ${i} file)
    if(NOT none)
      list(APPEND all_files ${file})
      list(APPEND all_ids ${id})
      string(JSON rungs GET ${json} tasks ${i} rungs)
      if(rungs MATCHES "\"timed\" *: *true")
        list(APPEND timed_ids ${id})
      endif()
    endif()
  endforeach()
  llmsys_holds_kernels(lab_has_kernels "${all_files};${given}")
  foreach(id file IN ZIP_LISTS all_ids all_files)
    if(lab_has_kernels AND (file MATCHES "[.]cu$" OR NOT apart))
      set(kind traced_ids)
    else()
      set(kind host_ids)
    endif()
    if(kind STREQUAL "host_ids" OR NOT LLMSYS_SANITIZE)
      list(APPEND ids ${id})
      list(APPEND files ${file})
      list(APPEND ${kind} ${id})
    endif()
  endforeach()
  foreach(variable ids files host_ids traced_ids timed_ids host_only)
    set(${variable} "${${variable}}" PARENT_SCOPE)
  endforeach()
endfunction()

# A program of the lab, at `output`: `objects` are the parts that differ, the rest is the same for all.
#   host_only   whether it does without Device::cuda
function(llmsys_lab_program name host_only output objects libraries)
  add_executable(${name} EXCLUDE_FROM_ALL ${objects})
  target_link_libraries(${name} PRIVATE ${libraries})
  cmake_path(GET output PARENT_PATH folder)
  cmake_path(GET output FILENAME file)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${folder} OUTPUT_NAME ${file}
    LLMSYS_HOST_ONLY ${host_only})
endfunction()

# Solutions, one object a file, in each kind; our own code: warnings are errors.
function(llmsys_lab_solutions)
  foreach(id file IN ZIP_LISTS ids files)
    string(REPLACE "." "_" key ${id})
    foreach(kind worker debug timed)
      set(object lab${number}_solution_${kind}_${key})
      llmsys_lab_object(${object} ${PROJECT_SOURCE_DIR}/solutions/${lab}/${file} ${kind} "llmsys_strict;${depends}")
      if(NOT kind STREQUAL "debug")
        llmsys_secret_object(${object} solutions/${lab}/${file}.${kind}.o)
      endif()
    endforeach()
  endforeach()
endfunction()

# The judge: tests and right answers; hidden ones where they are. Sets judge_objects.
function(llmsys_lab_judge tests hidden)
  set(judge_objects ${LLMSYS_PREBUILT}/autograder/${lab}/judge.o)
  if(NOT LLMSYS_PREBUILT OR NOT EXISTS ${judge_objects})
    llmsys_lab_judge_objects("${tests}" "${hidden}")
    set(judge_objects $<TARGET_OBJECTS:lab${number}_judge_objects>)
  endif()
  llmsys_lab_program(lab${number}_judge ON ${CMAKE_BINARY_DIR}/labs/${lab}/judge
    "${judge_objects};$<TARGET_OBJECTS:llmsys_judge_process>" "llmsys::judge;${depends}")
  set(judge_objects ${judge_objects} PARENT_SCOPE)
endfunction()

# What is compiled for it.
function(llmsys_lab_judge_objects tests hidden)
  list(TRANSFORM tests PREPEND ${grader}/)
  foreach(test IN LISTS hidden)
    file(GLOB there CONFIGURE_DEPENDS ${grader}/${test})  # looked for at each build: it may come or go
    list(APPEND tests ${there})
  endforeach()
  file(GLOB references CONFIGURE_DEPENDS ${grader}/reference/*.cpp)
  file(GLOB shared CONFIGURE_DEPENDS ${grader}/*_text.cpp ${grader}/*_inputs.cpp ${grader}/diagnoses*.cpp)
  add_library(lab${number}_judge_objects OBJECT EXCLUDE_FROM_ALL ${tests} ${shared} ${references})
  target_link_libraries(lab${number}_judge_objects PRIVATE llmsys_strict llmsys::judge ${depends})
  target_compile_options(lab${number}_judge_objects PRIVATE -O1 -g1)
  llmsys_secret_object(lab${number}_judge_objects autograder/${lab}/judge.o -fno-rtti)  # no names of lambdas
endfunction()

# The programs of each slot for the tasks `tasks`, and the reference worker beside them.
#   variant     host, or traced: with the emulator's tracer
#   linked      tasks whose solutions are linked along, `tasks` among them
#   scenarios   files
function(llmsys_lab_workers variant tasks linked scenarios)
  if(variant STREQUAL "traced")
    llmsys_lab_api(lab${number}_traced traced "${given}" "${depends}")
    set(libraries llmsys::lab${number}_traced ${used_solutions} llmsys::worker_traced)
    set(host_only OFF)
    set(solution_program worker_solution_traced)
    set(debug_kind worker)
  else()
    set(libraries llmsys::lab${number} ${used_solutions} llmsys::worker)
    set(solution_program worker_solution)
    set(debug_kind debug)
    set(debug_link -fsanitize=address,undefined)
  endif()
  llmsys_lab_object(lab${number}_${variant}_scenarios "${scenarios}" worker "llmsys_strict;${libraries};${depends}")
  set(common_worker $<TARGET_OBJECTS:lab${number}_${variant}_scenarios> $<TARGET_OBJECTS:llmsys_worker_main>)
  set(common_debug $<TARGET_OBJECTS:lab${number}_${variant}_scenarios> ${judge_objects}
    $<TARGET_OBJECTS:llmsys_judge_local>)
  llmsys_lab_objects(solution solution worker "${linked}")
  llmsys_lab_program(lab${number}_${solution_program} ${host_only} ${CMAKE_BINARY_DIR}/labs/${lab}/${solution_program}
    "${common_worker};${solution}" "${libraries}")
  foreach(slot student scratch mutant0 mutant1 mutant2 mutant3)
    llmsys_lab_slot(${slot} worker worker "${tasks}" "${linked}" "${common_worker}" "${libraries}")
  endforeach()
  foreach(slot student scratch)
    llmsys_lab_slot(${slot} debug ${debug_kind} "${tasks}" "${linked}" "${common_debug}"
      "${libraries};llmsys::judge;${debug_link}")
  endforeach()
endfunction()

# The programs of each slot whose time is taken, for the tasks `tasks`, and worker_solution_timed. Both sides are compiled alike.
#   linked      tasks whose solutions are linked along, `tasks` among them
function(llmsys_lab_timed_workers tasks linked)
  if(NOT tasks)
    return()
  endif()
  set(libraries llmsys::lab${number} ${used_solutions} llmsys::worker)
  llmsys_lab_object(lab${number}_timed_scenarios ${grader}/scenarios_timed.cpp timed "llmsys_strict;${libraries};${depends}")
  set(common $<TARGET_OBJECTS:lab${number}_timed_scenarios> $<TARGET_OBJECTS:llmsys_worker_timed_main>)
  llmsys_lab_objects(solution solution timed "${linked}")
  llmsys_lab_program(lab${number}_worker_solution_timed ${host_only} ${CMAKE_BINARY_DIR}/labs/${lab}/worker_solution_timed
    "${common};${solution}" "${libraries}")
  foreach(slot student scratch mutant0 mutant1 mutant2 mutant3)
    llmsys_lab_slot(${slot} worker_timed timed "${tasks}" "${linked}" "${common}" "${libraries}")
  endforeach()
endfunction()

# Sets `result` to the objects of some tasks' files: the solutions, or those of a slot, which are made where they are not yet.
function(llmsys_lab_objects result side kind tasks)
  set(objects "")
  foreach(id file IN ZIP_LISTS ids files)
    if(id IN_LIST tasks)
      string(REPLACE "." "_" key ${id})
      set(name lab${number}_${side}_${kind}_${key})
      get_property(made GLOBAL PROPERTY LLMSYS_LAB_OBJECT_${name})
      if(NOT made AND NOT side STREQUAL "solution")
        llmsys_student_object(${name} ${side} ${lab} ${file} ${kind} "${depends}")
        if(NOT kind STREQUAL "debug")  # the grader asks what they may not hold
          llmsys_objects_of(object ${name})
          set_property(GLOBAL APPEND_STRING PROPERTY LLMSYS_STUDENT_OBJECTS "${side} ${lab} ${id} ${kind} ${object}\n")
        endif()
        set_property(GLOBAL PROPERTY LLMSYS_LAB_OBJECT_${name} ON)
      endif()
      llmsys_objects_of(object ${name})
      list(APPEND objects ${object})
    endif()
  endforeach()
  set(${result} ${objects} PARENT_SCOPE)
endfunction()

# Links `target`, which holds a student's object, in a box.
function(llmsys_link_in_box target)
  set_target_properties(${target} PROPERTIES CXX_LINKER_LAUNCHER
    "bash;${PROJECT_SOURCE_DIR}/cmake/link_in_box.sh;${CMAKE_BINARY_DIR}/autograder/sandbox/llmsys_box;${CMAKE_BINARY_DIR};--")
  add_dependencies(${target} llmsys_box)
endfunction()

# The programs labs/LAB/SLOT/PROGRAM_T of one slot, and PROGRAM_N.all, which belongs to the first variant that asks. What is
# common comes first: of a function of the standard library that several objects hold, the linker then takes a copy that is not
# compiled for tracing.
function(llmsys_lab_slot slot program kind tasks linked common libraries)
  set(folder ${CMAKE_BINARY_DIR}/labs/${lab}/${slot})
  set(target lab${number}_${slot}_${program}_program)
  foreach(id IN LISTS tasks)
    set(others ${linked})
    list(REMOVE_ITEM others ${id})
    llmsys_lab_objects(mine ${slot} ${kind} ${id})
    llmsys_lab_objects(solutions solution ${kind} "${others}")
    string(REPLACE "." "_" key ${id})
    llmsys_lab_program(${target}_${key} ${host_only} ${folder}/${program}_${id} "${common};${mine};${solutions}" "${libraries}")
    llmsys_link_in_box(${target}_${key})
  endforeach()
  if(NOT TARGET ${target}_all AND NOT program STREQUAL "worker_timed")
    math(EXPR lab_number "${number}")
    llmsys_lab_objects(all ${slot} ${kind} "${tasks}")
    llmsys_lab_program(${target}_all ${host_only} ${folder}/${program}_${lab_number}.all "${common};${all}" "${libraries}")
    llmsys_link_in_box(${target}_all)
  endif()
endfunction()
